package explorer

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"authcat/catalog"
	"authcat/catalog/find"
)

// Where 400 pixels are all there is, nothing runs out of the page.
func TestNarrow(t *testing.T) {
	_, body := bundledPage(t)
	hostile := hostileSnapshot()
	for name, page := range map[string][]byte{"bundled": body, "hostile": pageOf(t, &hostile)} {
		t.Run(name, func(t *testing.T) {
			b := browse(t, page, 400, 800, "")
			for _, view := range []string{"to-list", "to-features", "to-guide"} {
				b.run(chromedp.Click(chromedp.ID(view)))
				b.run(chromedp.Evaluate[chromedp.Void](`document.getElementById("filters").open = true`))
				if width := eval[int](b, `document.documentElement.scrollWidth`); width > 400 {
					t.Errorf("%s is %d pixels wide", view, width)
				}
			}
			b.run(chromedp.Click(chromedp.ID("to-list")), chromedp.Click(chromedp.CSS("#rows .row .path")))
			b.until(`!document.getElementById("detail").hidden && document.getElementById("page").inert`)
			if width := eval[int](b, `Math.max(document.documentElement.scrollWidth, document.getElementById("detail").scrollWidth)`); width > 400 {
				t.Errorf("the detail is %d pixels wide", width)
			}
			b.quiet()
		})
	}
}

// contrasts lists texts in sight whose contrast to their ground is below WCAG AA's 4.5.
const contrasts = `(() => {
	const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
	const parse = (color) => color.match(/[\d.]+/g).map(Number);
	const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
	const ground = (node) => {
		for (; node; node = node.parentElement) {
			const color = parse(getComputedStyle(node).backgroundColor);
			if (color.length === 3 || color[3] > 0) return color;
		}
		return [255, 255, 255];
	};
	const poor = new Set();
	let seen = 0;
	for (const node of document.querySelectorAll("body *")) {
		if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) || !node.checkVisibility() || node.closest("option, script")) continue;
		seen++;
		const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
		if ((a + 0.05) / (b + 0.05) < 4.5) poor.add(node.className + ": " + node.textContent.slice(0, 30));
	}
	return seen < 100 ? ["only " + seen + " texts were seen"] : [...poor];
})()`

func TestColourSchemes(t *testing.T) {
	_, body := bundledPage(t)
	b := browse(t, body, 1280, 860, "#api=v1&flags=findings&open=v1+POST+%2Faccess-profiles%2Fv1")
	grounds := map[string]string{}
	for _, scheme := range []string{"light", "dark"} {
		b.prefer(scheme)
		for _, view := range []string{"to-list", "to-features"} {
			b.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.getElementById(%q).click()`, view)))
			b.until(`document.getAnimations().length === 0`)
			for _, poor := range eval[[]string](b, contrasts) {
				t.Errorf("%s, %s: too little contrast: %s", scheme, view, poor)
			}
		}
		grounds[scheme] = eval[string](b, `getComputedStyle(document.body).backgroundColor`)
	}
	if grounds["light"] != "rgb(247, 248, 249)" || grounds["dark"] != "rgb(19, 22, 26)" {
		t.Errorf("grounds %v", grounds)
	}
	b.quiet()
}

// Paper gets every row that passes the filters, and the screen its few again.
func TestPrint(t *testing.T) {
	snapshot, body := bundledPage(t)
	b := browse(t, body, 1280, 860, "#api=v1&needs=pat")
	want := len(find.Select(&snapshot, find.Query{APIs: []string{"v1"}, Needs: []catalog.Needs{catalog.NeedsPAT}}))
	drawn := `[...document.querySelectorAll("#rows .row")].filter((row) => row.getBoundingClientRect().height > 10).length`
	if n := eval[int](b, drawn); n >= want {
		t.Fatalf("%d rows on the screen", n)
	}
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.until(fmt.Sprintf("%s === %d", drawn, want))
	if !eval[bool](b, `document.getElementById("search").checkVisibility() === false && document.getElementById("count").checkVisibility()`) {
		t.Error("paper shows the search or no count")
	}
	overlap := eval[int](b, `(() => { const rows = [...document.querySelectorAll("#rows .row")].map((row) => row.getBoundingClientRect());
		return rows.filter((row, i) => i && row.top < rows[i - 1].bottom - 1).length; })()`)
	if overlap > 0 {
		t.Errorf("%d rows lie over others", overlap)
	}
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "screen"})
	b.until(fmt.Sprintf("%s < 100", drawn))
	paper, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	if sheets := bytes.Count(paper, []byte("/Type /Page\n")); sheets < want/60 {
		t.Errorf("%d operations on %d sheets", want, sheets)
	}
	b.quiet()
}
