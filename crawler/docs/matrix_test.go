package docs

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/crawler/mirrortest"
)

// Names, titles and exclusions of the mirror's pages are the published ones.
// Its ticks are made up: of them only the reading is checked, never what they say.
func TestParseMatrixOfTheMirror(t *testing.T) {
	want := []catalog.UserLevel{
		{Name: "ORG_ADMIN", Title: "Admin"},
		{Name: "CERT_ADMIN", Title: "Cert Admin"},
		{Name: "HELPDESK", Title: "Helpdesk Admin"},
		{Name: "REPORT_ADMIN", Title: "Report Admin"},
		{Name: "ROLE_ADMIN", Title: "Role Admin", Excludes: []string{"ROLE_SUBADMIN", "SOURCE_SUBADMIN"}},
		{Name: "ROLE_SUBADMIN", Title: "Role Sub-Admin", Excludes: []string{"ROLE_ADMIN", "SOURCE_ADMIN"}},
		{Name: "SOURCE_ADMIN", Title: "Source Admin", Excludes: []string{"ROLE_SUBADMIN", "SOURCE_CONFIG_ASSIGNEE", "SOURCE_SUBADMIN"}},
		{Name: "SOURCE_SUBADMIN", Title: "Source Sub-Admin", Excludes: []string{"ROLE_ADMIN", "SOURCE_ADMIN"}},
		{Name: "SOURCE_CONFIG_ASSIGNEE", Title: "Source Configuration Assignee", Excludes: []string{"SOURCE_ADMIN"}},
		{Name: "CLOUD_GOV_ADMIN", Title: "Cloud Gov Admin"},
		{Name: "CLOUD_GOV_USER", Title: "Cloud Gov User"},
		{Name: "IDENTITY_GRAPH_ADMIN", Title: "Identity Graph Admin"},
		{Name: "IDENTITY_GRAPH_READ_ONLY", Title: "Identity Graph Read Only"},
		{Name: "", Title: "End User"},
	}
	var parsed [][]catalog.UserLevel
	for _, file := range []string{"documentation.sailpoint.com/saas/help/common/users/user_level_matrix.html", "variants/user_level_matrix.text-ticks.html"} {
		body, err := os.ReadFile(filepath.Join(mirrortest.Dir(t), filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		levels, err := ParseMatrix(t.Context(), body)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		parsed = append(parsed, levels)
		facts := slices.Clone(levels)
		for i := range facts {
			if len(facts[i].Opens) == 0 || slices.Contains(facts[i].Opens, "") {
				t.Errorf("%s: %s opens %q", file, facts[i].Title, facts[i].Opens)
			}
			facts[i].Opens, facts[i].Notes = nil, nil
		}
		if !reflect.DeepEqual(facts, want) {
			t.Errorf("%s: read\n%+v\nwant\n%+v", file, facts, want)
		}
	}
	if !reflect.DeepEqual(parsed[0], parsed[1]) {
		t.Error("ticks as icons and as text are read differently")
	}
}

const (
	icon  = `<span class=twemoji><svg viewBox="0 0 24 24"><title>check</title><path d="M21"/></svg></span>`
	names = `<tr><td><strong>Technical Name</strong><td>ORG_ADMIN<td>ROLE_ADMIN<br>ROLE_SUBADMIN<td></tr>`
	heads = `<thead><tr><th><th>Admin<th>Role Admin<br>Sub-Admin<th>End User</tr></thead>`
)

func tableOf(rows ...string) string { return "<table>" + strings.Join(rows, "") + "</table>" }

func row(cells ...string) string { return "<tr><td>" + strings.Join(cells, "<td>") + "</tr>" }

func TestParseMatrixTicks(t *testing.T) {
	body := `<p>A <sup>9</sup> Best.` + tableOf(`<tr><td>Other</table>`) + tableOf(heads, names,
		row("", "<a>Details</a>", "<a>Details</a>", ""),
		row("<b>Section</b>", "", "", ""),
		`<tr><td colspan=4>Wide section</tr>`,
		row("<strong>Menu</strong>", icon, "", "✓"),
		row("&emsp;Roles", "✔", icon+"<sup>1, 2</sup>", ""),
		row("", "Admin", "Role Admin<br>Sub-Admin", "End User"),
		row("Sources", "–", "✓2", "✓ *"),
	) + `<p><sup>1</sup> Only <b>one's own</b>. <sup>2</sup> No changes.<p><sup>*</sup> At times.`
	levels, err := ParseMatrix(t.Context(), []byte(body))
	checkError(t, err, "")
	notes := []string{"Roles: Only one's own.", "Roles: No changes.", "Sources: No changes."}
	want := []catalog.UserLevel{
		{Name: "ORG_ADMIN", Title: "Admin", Opens: []string{"Menu", "Roles"}},
		{Name: "ROLE_ADMIN", Title: "Role Admin", Opens: []string{"Roles", "Sources"}, Notes: notes},
		{Name: "ROLE_SUBADMIN", Title: "Role Sub-Admin", Opens: []string{"Roles", "Sources"}, Notes: notes},
		{Name: "", Title: "End User", Opens: []string{"Menu", "Sources"}, Notes: []string{"Sources: At times."}},
	}
	if !reflect.DeepEqual(levels, want) {
		t.Errorf("read\n%+v\nwant\n%+v", levels, want)
	}
}

func TestParseMatrixUnexplainedFootnote(t *testing.T) {
	levels, err := ParseMatrix(t.Context(), []byte(tableOf(heads, names, row("Roles", "✓<sup>7</sup>", "", ""))))
	checkError(t, err, "")
	if got := levels[0].Notes; len(got) != 1 || !strings.HasPrefix(got[0], "Roles: footnote 7") {
		t.Errorf("notes %q", got)
	}
}

func TestParseMatrixTitles(t *testing.T) {
	tests := []struct {
		title, name string
		want        []string
	}{
		{"Admin", "ORG_ADMIN", []string{"Admin"}},
		{"Helpdesk<br>Admin<sup>1</sup>", "HELPDESK", []string{"Helpdesk Admin"}},
		{"Read/Write", "READ_WRITE", []string{"Read/Write"}},
		{"Role Admin<br>Sub-Admin", "ROLE_ADMIN<br>ROLE_SUBADMIN", []string{"Role Admin", "Role Sub-Admin"}},
		{"Role Admin/\n Sub\u2011admin*", "ROLE_ADMIN ROLE_SUBADMIN", []string{"Role Admin", "Role Sub-admin"}},
		{"Cloud Gov Admin/User", "CLOUD_GOV_ADMIN<br>CLOUD_GOV_USER", []string{"Cloud Gov Admin", "Cloud Gov User"}},
		{"Cloud Gov Admin/ Cloud Gov User", "<code>CLOUD_GOV_ADMIN</code>, <code>CLOUD_GOV_USER</code>", []string{"Cloud Gov Admin", "Cloud Gov User"}},
	}
	for _, test := range tests {
		body := tableOf("<tr><th><th>"+test.title+"</tr>", row("Technical names", test.name), row("Home", "✓"))
		levels, err := ParseMatrix(t.Context(), []byte(body))
		if err != nil {
			t.Errorf("%q: %v", test.title, err)
			continue
		}
		var titles []string
		for _, level := range levels {
			titles = append(titles, level.Title)
		}
		if !slices.Equal(titles, test.want) {
			t.Errorf("%q: %q, want %q", test.title, titles, test.want)
		}
	}
}

func TestParseMatrixErrors(t *testing.T) {
	const sentence = `<p>The following cannot be assigned at the same time:</p>`
	ticks := row("Home", "✓", "✓", "✓")
	good := tableOf(heads, names, ticks)
	tests := []struct{ name, body, err string }{
		{"empty", "", "no table"},
		{"a page without a table", "<h1>User Level Access Matrix</h1><div>Technical Name</div>", "no table"},
		{"no technical names", tableOf(heads, ticks), "no table of it"},
		{"two matrices", good + good, "2 tables"},
		{"no titles", tableOf(names, ticks), "no row of titles"},
		{"a column without title", tableOf(strings.Replace(heads, "End User", "", 1), names, ticks), "without a title"},
		{"more names than titles", tableOf(strings.Replace(heads, "<br>", " ", 1), names, ticks), "2 technical names"},
		{"a technical name twice", tableOf(heads, strings.Replace(names, "ROLE_SUBADMIN", "ORG_ADMIN", 1), ticks), `more than one level of technical name "ORG_ADMIN"`},
		{"a title twice", tableOf(strings.Replace(heads, "End User", "Admin", 1), names, ticks), `more than one level titled "Admin"`},
		{"no technical name", tableOf(heads, strings.Replace(names, "ORG_ADMIN", "Details", 1), ticks), `"Details", which is none`},
		{"no tick", tableOf(heads, names, row("Home", "●", "", "")), "no tick"},
		{"unknown ticks beside known", tableOf(heads, names, row("Home", "✓", "●", "")), `"●", which is neither`},
		{"cells missing", tableOf(heads, names, row("Home", "✓")), `row "Home" of the matrix has 2 cells`},
		{"no row name", tableOf(heads, names, row("", "✓", "", "")), `row ""`},
		{"unknown level", good + sentence + `<ul><li>Role Admin and Root</ul>`, `"Role Admin and Root"`},
		{"no pair", good + sentence + `<ul><li>Role Admin</ul>`, `"Role Admin"`},
		{"a level without a technical name", good + sentence + `<ul><li>Admin and End User</ul>`, `"Admin and End User"`},
		{"pairs gone", good + sentence, "list of pairs after that is gone"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			levels, err := ParseMatrix(t.Context(), []byte(test.body))
			checkError(t, err, test.err)
			if levels != nil {
				t.Errorf("read %+v", levels)
			}
		})
	}
}

func TestParseMatrixExclusions(t *testing.T) {
	body := tableOf(heads, names, row("Home", "✓", "✓", "✓")) + `<p>Levels:<ul><li>Admin and Role Admin</ul>
		<p>These can't be assigned at the same time:<ul><li><b>Role-Sub Admin</b> and Role admin.<li>Admin and Role Sub&#8209;Admin<li>Role Admin and Role Sub-Admin</ul>`
	levels, err := ParseMatrix(t.Context(), []byte(body))
	checkError(t, err, "")
	want := [][]string{{"ROLE_SUBADMIN"}, {"ROLE_SUBADMIN"}, {"ORG_ADMIN", "ROLE_ADMIN"}, nil}
	for i, level := range levels {
		if !slices.Equal(level.Excludes, want[i]) {
			t.Errorf("%s excludes %q, want %q", level.Name, level.Excludes, want[i])
		}
	}
}
