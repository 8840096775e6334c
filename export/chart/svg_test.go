package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// row is a bar's group as it stands in a picture.
type row struct {
	Title string `xml:"title"`
	Rects []rect `xml:"rect"`
	Texts []struct {
		Text string `xml:",chardata"`
	} `xml:"text"`
}

type rect struct {
	Class string `xml:"class,attr"`
	X     int    `xml:"x,attr"`
	Width int    `xml:"width,attr"`
}

func (r row) texts() []string {
	var texts []string
	for _, text := range r.Texts {
		texts = append(texts, text.Text)
	}
	return texts
}

func rowsOf(t *testing.T, svg []byte) []row {
	t.Helper()
	var picture struct {
		Rows []row `xml:"g"`
	}
	if err := xml.Unmarshal(svg, &picture); err != nil {
		t.Fatal(err)
	}
	return picture.Rows
}

// A picture is well-formed, loads and runs nothing, and shows no character that hides.
func TestHostilePictureIsHarmless(t *testing.T) {
	title, names, bars := hostile()
	svg := Stacked(title, names, bars)
	allowed := strings.Fields("svg title desc style defs pattern clipPath rect path text g")
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	elements := map[string]int{}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		elements[start.Name.Local]++
		if !slices.Contains(allowed, start.Name.Local) {
			t.Errorf("element %s", start.Name.Local)
		}
		for _, attribute := range start.Attr {
			if name := attribute.Name.Local; strings.HasPrefix(name, "on") || strings.Contains(name, "href") {
				t.Errorf("attribute %s", name)
			}
			if url := strings.Contains(attribute.Value, "url("); url && !strings.HasPrefix(attribute.Value, "url(#") {
				t.Errorf("%s=%q", attribute.Name.Local, attribute.Value)
			}
		}
	}
	if elements["g"] != len(bars) || elements["desc"] != 1 || elements["style"] != 1 || elements["title"] != len(bars)+1 {
		t.Errorf("elements %v", elements)
	}
	for _, r := range string(svg) {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == 0xFFFE) {
			t.Errorf("the picture holds %U", r)
		}
	}
	for _, forbidden := range []string{"@import", "@font-face", "url(http", "<!"} {
		if bytes.Contains(svg, []byte(forbidden)) {
			t.Errorf("the picture holds %s", forbidden)
		}
	}
}

// What those hear who don't see the picture.
func TestWords(t *testing.T) {
	svg := Stacked("Endpoints & features", []string{"PAT", "Client", "None"}, []Bar{{"a", []int{1500, 500}}, {"b", []int{0, 1}}})
	var picture struct {
		Role     string `xml:"role,attr"`
		Labelled string `xml:"aria-labelledby,attr"`
		Title    struct {
			ID   string `xml:"id,attr"`
			Text string `xml:",chardata"`
		} `xml:"title"`
		Desc struct {
			ID   string `xml:"id,attr"`
			Text string `xml:",chardata"`
		} `xml:"desc"`
		Texts []string `xml:"text"`
		Rows  []row    `xml:"g"`
	}
	if err := xml.Unmarshal(svg, &picture); err != nil {
		t.Fatal(err)
	}
	if picture.Role != "img" || picture.Labelled != picture.Title.ID+" "+picture.Desc.ID || picture.Title.Text != "Endpoints & features" {
		t.Errorf("head %+v", picture)
	}
	if want := "Stacked bars, 2,001 counts in 2 rows. PAT: 1,500 (75%). Client: 501 (25%). None: 0."; picture.Desc.Text != want {
		t.Errorf("description %q, want %q", picture.Desc.Text, want)
	}
	if want := []string{"Endpoints & features", "PAT: 1,500 (75%)", "Client: 501 (25%)", "None: 0", "total"}; !slices.Equal(picture.Texts, want) {
		t.Errorf("texts %q, want %q", picture.Texts, want)
	}
	if want := "a: PAT 1,500, Client 500, None 0, total 2,000"; picture.Rows[0].Title != want {
		t.Errorf("row %q, want %q", picture.Rows[0].Title, want)
	}
}
