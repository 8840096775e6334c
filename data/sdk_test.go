package data

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"authcat/catalog"
	"authcat/catalog/find"
)

// Each of the public methods of SailPoint's SDKs of API v1 finds its operation,
// as code has it and as people look it up. A cmdlet may stand for two: then it
// finds them both.
func TestNamesOfSDKs(t *testing.T) {
	snapshot := bundled(t)
	sdk := find.NewSDK(&snapshot)
	for language, file := range map[string]string{"go": "sdk-go-v1.tsv", "powershell": "sdk-ps-v1.tsv", "python": "sdk-python-v1.tsv"} {
		cases := sdkCases(t, &snapshot, file)
		for name, want := range cases {
			short := find.SDKName{Language: language, Method: name.name, Version: name.api}
			if class, method, ok := strings.Cut(name.name, "."); ok {
				short.Class, short.Method = class, method
			}
			if got := sdk.Find(short); !slices.Equal(got, want) || !sdk.Known(language, short.Method) {
				t.Errorf("%s %s of %s: %v, want %v", language, name.name, name.api, keys(got), keys(want))
			}
			if testing.Short() || len(name.name)%5 > 0 { // a look-up reads all operations
				continue
			}
			looked := find.ByName(&snapshot, name.name)
			if name.api == "v1" && strings.HasSuffix(strings.ToLower(name.name), "v1") && !slices.Equal(looked, want) ||
				slices.ContainsFunc(want, func(o *catalog.Operation) bool { return !slices.Contains(looked, o) }) {
				t.Errorf("lookup %s: %v, want %v", name.name, keys(looked), keys(want))
			}
		}
		if len(cases) < 1000 {
			t.Errorf("%s: only %d names", file, len(cases))
		}
	}
}

// sdkCase is a name of an SDK in an API.
type sdkCase struct{ name, api string }

// sdkCases reads the operations of each name, in the order of the snapshot.
func sdkCases(t *testing.T, snapshot *catalog.Snapshot, file string) map[sdkCase][]*catalog.Operation {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "shared", "cases", file))
	if err != nil {
		t.Skip("there are no cases here")
	}
	defer f.Close()
	places := map[catalog.Key]int{}
	for i := range snapshot.Operations {
		places[snapshot.Operations[i].Key] = i
	}
	rows := map[sdkCase][]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Split(lines.Text(), "\t")
		api := fields[1]
		if strings.HasPrefix(fields[3], "/delegations") && api == "v2025" || strings.Contains(fields[0], "NERMV2025") { // NERM's own v2025
			api = "nerm-v2025"
		}
		place, ok := places[catalog.Key{API: api, Method: fields[2], Path: fields[3]}]
		if !ok {
			t.Logf("not in the snapshot: %s", strings.Join(fields, " "))
			continue
		}
		rows[sdkCase{fields[0], api}] = append(rows[sdkCase{fields[0], api}], place)
	}
	cases := map[sdkCase][]*catalog.Operation{}
	for name, places := range rows {
		slices.Sort(places)
		for _, place := range places {
			cases[name] = append(cases[name], &snapshot.Operations[place])
		}
	}
	return cases
}

// Every operation with an id has the method of that name in TypeScript's and
// Go's SDKs, and with the API it means no other.
func TestEveryOperationHasAMethod(t *testing.T) {
	snapshot := bundled(t)
	sdk := find.NewSDK(&snapshot)
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		if o.Product == catalog.ProductIIQ || o.OperationID == "" || o.OperationID == "delete" { // a reserved word
			continue
		}
		first := []rune(o.OperationID)
		for language, method := range map[string]string{"typescript": o.OperationID, "go": string(unicode.ToUpper(first[0])) + string(first[1:])} {
			found := sdk.Find(find.SDKName{Language: language, Method: method, Version: o.API})
			if len(found) != 1 || found[0] != o {
				t.Errorf("%s %s of %s: %v, want %s", language, method, o.API, keys(found), o.Key)
			}
		}
	}
}

func BenchmarkSDK(b *testing.B) {
	snapshot := bundled(b)
	b.Run("build", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			find.NewSDK(&snapshot)
		}
	})
	sdk := find.NewSDK(&snapshot)
	for _, name := range [][2]string{{"go", "ListAccounts"}, {"go", "Println"}, {"python", "append"}, {"powershell", "Write-Host"}} {
		b.Run(name[0]+"/"+name[1], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sdk.Known(name[0], name[1])
			}
		})
	}
}
