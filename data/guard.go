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
	"authcat/catalog/printable"
)

//go:embed guard.yaml
var guardText []byte

// limit is one entry of guard.yaml's falls; both numbers must be there.
type limit struct {
	Percent *whole `yaml:"percent"`
	Slack   *whole `yaml:"slack"`
}

func (l limit) limit() (guard.Limit, error) {
	if l.Percent == nil || l.Slack == nil {
		return guard.Limit{}, errors.New("needs both percent and slack")
	}
	return guard.Limit{Percent: int(*l.Percent), Slack: int(*l.Slack)}, nil
}

// rule is one entry of guard.yaml's changes; all its limits must be there.
type rule struct {
	Alone      *whole `yaml:"alone"`
	Everywhere *whole `yaml:"everywhere"`
	Together   *limit `yaml:"together"`
}

func (r rule) rule() (guard.Rule, error) {
	if r.Alone == nil || r.Everywhere == nil || r.Together == nil {
		return guard.Rule{}, errors.New("needs alone, everywhere and together")
	}
	together, err := r.Together.limit()
	if err != nil {
		return guard.Rule{}, fmt.Errorf("together: %w", err)
	}
	return guard.Rule{Alone: int(*r.Alone), Everywhere: int(*r.Everywhere), Together: together}, nil
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

// ParseGuard reads limits, hosts and sentinels: YAML, the fields of guard.yaml.
// What the text does not name is as bundled; hosts and sentinels that it lists
// replace the bundled ones, "sentinels: []" takes them away. An unknown field, an unknown
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
		return guard.Config{}, errors.New(printable.Unquoted(err.Error())) // anything may stand in the place of a name
	}
	return config, nil
}

type guardFile struct {
	Falls     map[guard.Fact]limit `yaml:"falls"`
	Changes   map[guard.Fact]rule  `yaml:"changes"`
	Hosts     *[]string            `yaml:"hosts"`
	Sentinels *[]sentinel          `yaml:"sentinels"`
}

func (f guardFile) config(base guard.Config) (config guard.Config, err error) {
	config.Hosts, config.Sentinels = base.Hosts, base.Sentinels
	if config.Falls, err = over(base.Falls, f.Falls, limit.limit); err != nil {
		return guard.Config{}, fmt.Errorf("falls: %w", err)
	}
	if config.Changes, err = over(base.Changes, f.Changes, rule.rule); err != nil {
		return guard.Config{}, fmt.Errorf("changes: %w", err)
	}
	if f.Hosts != nil {
		config.Hosts = *f.Hosts
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

// over returns the base with what was read in its place.
func over[Read, Made any](base map[guard.Fact]Made, read map[guard.Fact]Read, make func(Read) (Made, error)) (map[guard.Fact]Made, error) {
	made := maps.Clone(base)
	if made == nil {
		made = map[guard.Fact]Made{}
	}
	for _, fact := range slices.Sorted(maps.Keys(read)) {
		one, err := make(read[fact])
		if err != nil {
			return nil, fmt.Errorf("%q %w", fact, err)
		}
		made[fact] = one
	}
	return made, nil
}

// printable reports whether all of it is: refusals name sentinels, in the report too.
func (s sentinel) printable() bool {
	for _, text := range []string{s.API, s.Method, s.Path, s.UserScope, s.ClientScope, s.Level} {
		if printable.Name(text) != text {
			return false
		}
	}
	return true
}

func (s sentinel) sentinel() guard.Sentinel {
	return guard.Sentinel{
		Key:   catalog.Key{API: s.API, Method: s.Method, Path: s.Path},
		Needs: catalog.Needs(s.Needs), UserScope: s.UserScope, ClientScope: s.ClientScope,
		Level: s.Level, LevelsSource: s.LevelsSource,
	}
}
