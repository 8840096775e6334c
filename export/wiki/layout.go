package wiki

import (
	"errors"
	"path"
	"strings"
)

// Layout is how a place that shows Markdown wants its pages: what they are
// called, how one links to another, and which page comes first.
type Layout struct {
	// Name is what users call it.
	Name string
	// home is the file of the first page, sidebar that of the navigation, order
	// that of the pages' order; "" where the place knows none.
	home, sidebar, order string
	// extension stands at the end of a link to a page.
	extension string
	// before stands before the name in every link.
	before string
	// attachments is the folder of files that are no pages, "" for the pages' own.
	attachments string
}

// Layouts is the one table of layouts.
//
// A folder is for GitHub and GitLab repositories, file shares and importers
// (Confluence), which all follow links to files. The wikis of GitHub and GitLab
// show a link to a file as the file's source, so their links name the page:
// https://docs.gitlab.com/user/project/wiki/markdown/. Azure DevOps takes
// relative links to files, keeps attachments in .attachments and the order of
// its pages in .order:
// https://learn.microsoft.com/azure/devops/project/wiki/wiki-file-structure.
var Layouts = []Layout{
	{Name: "folder", extension: ".md"},
	{Name: "github", home: "Home.md", sidebar: "_Sidebar.md"},
	{Name: "gitlab", home: "home.md", sidebar: "_sidebar.md"},
	{Name: "azure", home: "Home.md", order: ".order", extension: ".md", before: "./", attachments: ".attachments"},
}

// LayoutNames lists the names, for help and error messages.
func LayoutNames() string {
	names := make([]string, len(Layouts))
	for i, layout := range Layouts {
		names[i] = layout.Name
	}
	return strings.Join(names, "|")
}

// LayoutNamed returns a layout.
func LayoutNamed(name string) (Layout, error) {
	for _, layout := range Layouts {
		if layout.Name == name {
			return layout, nil
		}
	}
	return Layout{}, errors.New("unknown layout: use " + LayoutNames())
}

// page is a link's target: a page, and an anchor in it unless "".
func (l Layout) page(name, anchor string) string {
	target := l.before + name + l.extension
	if anchor != "" {
		target += "#" + anchor
	}
	return target
}

// Attachment is the name under which a file that is no page is published.
func (l Layout) Attachment(name string) string { return path.Join(l.attachments, name) }

// Link is how a page links to a file that is no page.
func (l Layout) Link(name string) string { return l.before + l.Attachment(name) }
