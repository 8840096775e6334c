package explorer

import (
	"fmt"
	"testing"
)

// BenchmarkBrowser measures what people feel: when the page shows something,
// and how long a letter in the search takes until the list is drawn, the
// slowest of several. All operations of all APIs are listed.
func BenchmarkBrowser(b *testing.B) {
	_, body := bundledPage(b)
	page := browse(b, body, 1280, 860, "#api=all")
	for b.Loop() {
		page.open("#api=all")
	}
	b.ReportMetric(eval[float64](page, `performance.getEntriesByName("first-contentful-paint")[0].startTime`), "ms/first-paint")
	b.ReportMetric(eval[float64](page, `performance.getEntriesByType("navigation")[0].domComplete`), "ms/ready")
	slowest := 0.0
	for i := range len("entitlements") {
		word := "entitlements"[:i+1]
		slowest = max(slowest, eval[float64](page, fmt.Sprintf(`(() => {
			const search = document.getElementById("search");
			search.value = %q;
			const start = performance.now();
			search.dispatchEvent(new Event("input"));
			document.body.getBoundingClientRect();
			return performance.now() - start;
		})()`, word)))
	}
	b.ReportMetric(slowest, "ms/keystroke")
}
