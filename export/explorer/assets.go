package explorer

import (
	_ "embed"
	"strings"
)

//go:embed page.html
var pageHTML string

//go:embed style.css
var style string

// The scripts, one concern each; they share one scope.
var (
	//go:embed dom.js
	domJS string
	//go:embed operations.js
	operationsJS string
	//go:embed filter.js
	filterJS string
	//go:embed search.js
	searchJS string
	//go:embed address.js
	addressJS string
	//go:embed list.js
	listJS string
	//go:embed controls.js
	controlsJS string
	//go:embed features.js
	featuresJS string
	//go:embed detail.js
	detailJS string
	//go:embed keys.js
	keysJS string
	//go:embed main.js
	mainJS string
)

// script puts the scripts into one scope that leaks no names into the page.
func script() string {
	parts := []string{domJS, operationsJS, filterJS, searchJS, addressJS, listJS, controlsJS, featuresJS, detailJS, keysJS, mainJS}
	return "(() => {\n\"use strict\";\n" + strings.Join(parts, "\n") + "})();\n"
}
