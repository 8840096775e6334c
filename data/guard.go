package data

import (
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/guard"
)

//go:embed guard.yaml
var guardText []byte

// limit is one entry of guard.yaml's limits; both numbers must be there.
type limit struct {
	Percent *whole `yaml:"percent"`
	Slack   *whole `yaml:"slack"`
}

// whole is a whole number. YAML would read 0.05, meant for 5 percent, as 0.
type whole int

// UnmarshalYAML reads whole numbers only.
func (w *whole) UnmarshalYAML(node *yaml.Node) error {
	if node.ShortTag() != "!!int" {
		return fmt.Errorf("line %d: %q is no whole number", node.Line, node.Value)
	}
	return node.Decode((*int)(w))
}

// sentinel is one entry of guard.yaml's sentinels.
type sentinel struct {
	API          string `yaml:"api"`
	Method       string `yaml:"method"`
	Path         string `yaml:"path"`
	Needs        string `yaml:"needs"`
	UserScope    string `yaml:"user_scope"`
	ClientScope  string `yaml:"client_scope"`
	Level        string `yaml:"level"`
	LevelsSource string `yaml:"levels_source"`
}

// Guard returns the bundled limits and sentinels.
func Guard() (guard.Config, error) {
	config, err := parseGuard(guardText, guard.Config{})
	if err != nil {
		return guard.Config{}, fmt.Errorf("bundled guard.yaml: %w", err)
	}
	return config, nil
}

// ParseGuard reads limits and sentinels: YAML, the fields of guard.yaml. What
// the text does not name is as bundled; sentinels that it lists replace the
// bundled ones, "sentinels: []" takes them away. An unknown field, an unknown
// fact or a limit of which nothing would be left to watch is an error.
func ParseGuard(text []byte) (guard.Config, error) {
	base, err := Guard()
	if err != nil {
		return guard.Config{}, err
	}
	return parseGuard(text, base)
}

func parseGuard(text []byte, base guard.Config) (guard.Config, error) {
	var file guardFile
	if err := decode(text, &file); err != nil {
		return guard.Config{}, err
	}
	config, err := file.config(base)
	if err != nil {
		return guard.Config{}, errors.New(catalog.Unquoted(err.Error())) // anything may stand in the place of a name
	}
	return config, nil
}

type guardFile struct {
	Falls     map[guard.Fact]limit `yaml:"falls"`
	Rises     map[guard.Fact]limit `yaml:"rises"`
	Changes   map[guard.Fact]limit `yaml:"changes"`
	Sentinels *[]sentinel          `yaml:"sentinels"`
}

func (f guardFile) config(base guard.Config) (guard.Config, error) {
	config := guard.Config{Sentinels: base.Sentinels}
	for _, table := range []struct {
		name string
		read map[guard.Fact]limit
		base map[guard.Fact]guard.Limit
		into *map[guard.Fact]guard.Limit
	}{
		{"falls", f.Falls, base.Falls, &config.Falls},
		{"rises", f.Rises, base.Rises, &config.Rises},
		{"changes", f.Changes, base.Changes, &config.Changes},
	} {
		limits, err := limitsOver(table.base, table.read)
		if err != nil {
			return guard.Config{}, fmt.Errorf("%s: %w", table.name, err)
		}
		*table.into = limits
	}
	if f.Sentinels != nil {
		config.Sentinels = nil
		for i, s := range *f.Sentinels {
			if !s.printable() {
				return guard.Config{}, fmt.Errorf("sentinel %d: it names what can be no operation, scope or level", i+1)
			}
			config.Sentinels = append(config.Sentinels, s.sentinel())
		}
	}
	return config, config.Check()
}

// limitsOver returns the base with what was read in its place.
func limitsOver(base map[guard.Fact]guard.Limit, read map[guard.Fact]limit) (map[guard.Fact]guard.Limit, error) {
	limits := make(map[guard.Fact]guard.Limit, len(base))
	maps.Copy(limits, base)
	for _, fact := range slices.Sorted(maps.Keys(read)) {
		l := read[fact]
		if l.Percent == nil || l.Slack == nil {
			return nil, fmt.Errorf("%q needs both percent and slack", fact)
		}
		limits[fact] = guard.Limit{Percent: int(*l.Percent), Slack: int(*l.Slack)}
	}
	return limits, nil
}

// printable tells whether all of it is: refusals name sentinels, in the report too.
func (s sentinel) printable() bool {
	for _, text := range []string{s.API, s.Method, s.Path, s.UserScope, s.ClientScope, s.Level} {
		if catalog.PrintableName(text) != text {
			return false
		}
	}
	return true
}

func (s sentinel) sentinel() guard.Sentinel {
	return guard.Sentinel{
		Key:   catalog.Key{API: s.API, Method: s.Method, Path: s.Path},
		Needs: catalog.Needs(s.Needs), UserScope: s.UserScope, ClientScope: s.ClientScope,
		Level: s.Level, LevelsSource: catalog.LevelsSource(s.LevelsSource),
	}
}
