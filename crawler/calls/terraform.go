package calls

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// formatTerraform is a configuration of Terraform.
const formatTerraform = "terraform"

var terraformFile = format{formatTerraform, "a Terraform configuration", nil, func(c *collector, body []byte) error {
	c.terraform(string(body))
	return nil
}}

// terraformFacts are what Terraform's providers call.
//
//go:embed terraform.txt
var terraformFacts string

// terraformProvider is a provider with what it calls for its resources and data sources.
type terraformProvider struct {
	sources []string // in the registry: "davidsonjon/identitynow"
	calls   map[terraformType][]request
}

// terraformType is "resource" or "data" with a type's name.
type terraformType struct{ kind, name string }

var terraformProviders = sync.OnceValue(func() []terraformProvider { return readTerraformFacts(terraformFacts) })

func readTerraformFacts(text string) []terraformProvider {
	var all []terraformProvider
	var of terraformType
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		switch {
		case len(fields) < 2 || fields[0] == "#":
		case fields[0] == "provider":
			all = append(all, terraformProvider{fields[1:], map[terraformType][]request{}})
		case fields[0] == "resource" || fields[0] == "data":
			of = terraformType{fields[0], fields[1]}
			all[len(all)-1].calls[of] = nil
		default:
			p := &all[len(all)-1]
			p.calls[of] = append(p.calls[of], request{method: fields[0], url: fields[1]})
		}
	}
	return all
}

var (
	terraformBlock  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*(resource|data)\s+"([\w-]+)"\s+"([\w-]+)"`) })
	terraformSource = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[\s{])(?:source\s*=|provider)\s*"(?:registry\.terraform\.io/|registry\.opentofu\.org/)?([\w-]+/[\w-]+)"`)
	})
	terraformDoc = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<<[-~]?(\w+)\s*$`) })
)

// isTerraform reports whether a line begins a block as only Terraform has it.
func isTerraform(text []byte) bool {
	for line := range (sample{text, true}).lines {
		if terraformBlock().Match(line) {
			return true
		}
	}
	return false
}

// TerraformProviders are the providers that a configuration or a lock file
// requires, as Input.Providers takes them.
func TerraformProviders(body []byte) []string {
	var sources []string
	for _, found := range terraformSource().FindAllSubmatch(body, -1) {
		if source := string(found[1]); !slices.Contains(sources, source) {
			sources = append(sources, source)
		}
	}
	return sources
}

// terraform takes what the resources and data sources of a configuration call,
// all of which may be when it is applied or destroyed.
func (c *collector) terraform(text string) {
	required := append(TerraformProviders([]byte(text)), c.providers...)
	number, heredoc, comment := 0, "", false
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		switch {
		case c.done:
			return
		case heredoc != "":
			if line == heredoc {
				heredoc = ""
			}
		case comment:
			comment = !strings.Contains(line, "*/")
		case strings.HasPrefix(line, "/*"):
			comment = !strings.Contains(line, "*/")
		default:
			if found := terraformDoc().FindStringSubmatch(line); found != nil {
				heredoc = found[1]
			} else if found := terraformBlock().FindStringSubmatch(line); found != nil {
				c.terraformBlock(number, terraformType{found[1], found[2]}, required)
			}
		}
	}
}

// terraformBlock takes the calls of a block. Providers share the names of types:
// where several have one, those that are required decide.
func (c *collector) terraformBlock(line int, of terraformType, required []string) {
	family, _, _ := strings.Cut(of.name, "_")
	var having, named []terraformProvider
	known := false
	for _, p := range terraformProviders() {
		known = known || p.hasFamily(family)
		if _, ok := p.calls[of]; ok {
			having = append(having, p)
			if slices.ContainsFunc(p.sources, func(source string) bool { return slices.Contains(required, source) }) {
				named = append(named, p)
			}
		}
	}
	if len(named) > 0 {
		having = named
	}
	switch {
	case !known:
	case len(having) == 0:
		c.skipLine(line, "no provider that authcat knows has this type")
	case len(having) > 1:
		c.skipLine(line, "several providers have this type, and no required_providers says which is meant")
	default:
		for _, r := range having[0].calls[of] {
			r.line = line
			c.expression(r)
		}
	}
}

// hasFamily reports whether the provider's types begin with a word.
func (p terraformProvider) hasFamily(family string) bool {
	for of := range p.calls {
		return strings.HasPrefix(of.name, family+"_") // all begin with the same
	}
	return false
}
