package docs

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Scripts returns the URLs of the two scripts that a page of the developer
// site loads first, main.<hash>.js and runtime~main.<hash>.js. It fails for a
// page that doesn't name both and for a page URL that is not absolute.
func Scripts(ctx context.Context, page []byte, pageURL string) (mainURL, runtimeURL string, err error) {
	base, err := absolute(pageURL)
	if err != nil {
		return "", "", err
	}
	doc, err := readHTML(ctx, page)
	if err != nil {
		return "", "", err
	}
	doc.Find("script[src]").Each(func(_ int, script *goquery.Selection) {
		src, err := base.Parse(strings.TrimSpace(script.AttrOr("src", "")))
		if err != nil {
			return
		}
		switch name := path.Base(src.Path); {
		case !strings.HasSuffix(name, ".js"):
		case mainURL == "" && strings.HasPrefix(name, "main."):
			mainURL = src.String()
		case runtimeURL == "" && strings.HasPrefix(name, "runtime~main."):
			runtimeURL = src.String()
		}
	})
	switch {
	case mainURL == "":
		return "", "", errors.New("it loads no main.*.js: it is no page of the developer site, or its markup changed")
	case runtimeURL == "":
		return "", "", errors.New("it loads no runtime~main.*.js: it is no page of the developer site, or its markup changed")
	}
	return mainURL, runtimeURL, nil
}

func absolute(raw string) (*url.URL, error) {
	parsed, err := url.Parse(raw)
	if err != nil {
		return nil, err
	}
	if parsed.Scheme == "" || parsed.Host == "" {
		return nil, fmt.Errorf("%q is no absolute URL", raw)
	}
	return parsed, nil
}
