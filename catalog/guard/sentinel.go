package guard

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
)

// Sentinel is an operation about which something is known for certain. A
// catalog that says otherwise was read wrongly, whatever its counts.
type Sentinel struct {
	catalog.Key
	Needs catalog.Needs
	// UserScope and ClientScope must be among the scopes, Level among the user
	// levels; "" asks for nothing.
	UserScope   string
	ClientScope string
	Level       string
	// LevelsSource is where the levels must come from, "" for anywhere.
	LevelsSource string
}

func (s Sentinel) check() error {
	if s.API == "" || s.Method == "" || !strings.HasPrefix(s.Path, "/") {
		return errors.New("api, method and path name the operation; one is missing")
	}
	if !slices.Contains(catalog.AllNeeds, s.Needs) {
		return fmt.Errorf("needs %q: use pat, pat-or-client, client, none or other", s.Needs)
	}
	if s.LevelsSource != "" && s.Level == "" {
		return errors.New("levels_source without a level")
	}
	source := func(w catalog.Witness) bool { return w.Column() == s.LevelsSource }
	if s.LevelsSource != "" && !slices.ContainsFunc(catalog.BelievedOf(catalog.FactLevels), source) {
		return fmt.Errorf("levels_source %q: use extension, prose, page or override", s.LevelsSource)
	}
	return nil
}

// demand is what must be true of the sentinel: "must need a PAT with idn:identity:read".
func (s Sentinel) demand() string {
	words := map[catalog.Needs]string{
		catalog.NeedsPAT: "must need a PAT", catalog.NeedsPATOrClient: "must take a PAT or an API client",
		catalog.NeedsClient: "must need an API client", catalog.NeedsNone: "must need no token",
		catalog.NeedsOther: "must need neither a PAT nor an API client",
	}[s.Needs]
	var with []string
	switch {
	case s.UserScope != "" && s.UserScope == s.ClientScope:
		with = append(with, s.UserScope+" for both")
	case s.UserScope != "" && s.ClientScope != "":
		with = append(with, s.UserScope+" for the user", s.ClientScope+" for the client")
	case s.UserScope != "" || s.ClientScope != "":
		with = append(with, s.UserScope+s.ClientScope)
	}
	if s.Level != "" {
		level := "the user level " + s.Level
		if s.LevelsSource != "" {
			level += " from the " + s.LevelsSource
		}
		with = append(with, level)
	}
	if len(with) > 0 {
		words += " with " + strings.Join(with, " and ")
	}
	return words
}

// fault is what a catalog says instead, where the sentinel does not hold.
func (s Sentinel) fault(o *catalog.Operation) (said string, faulty bool) {
	if o == nil {
		return "nothing of it", true
	}
	d := o.Decision
	if d.Needs != s.Needs {
		return string(d.Needs), true
	}
	var faults []string
	lacks := func(wanted string, listed []string, what string) {
		if wanted != "" && !slices.Contains(listed, wanted) {
			faults = append(faults, listOf(what, listed))
		}
	}
	lacks(s.UserScope, d.UserScopes, "user scopes")
	lacks(s.ClientScope, d.ClientScopes, "client scopes")
	lacks(s.Level, o.UserLevels, "user levels")
	if len(faults) == 0 && s.LevelsSource != "" && s.LevelsSource != o.LevelsWitness.Column() {
		faults = append(faults, "user levels from the "+o.LevelsWitness.Column())
	}
	return strings.Join(faults, "; "), len(faults) > 0
}

func listOf(what string, names []string) string {
	if len(names) == 0 {
		return "no " + what
	}
	return what + " " + strings.Join(names, ", ")
}

// sentinels checks the operations of an API about which something is certain.
func (c *comparison) sentinels(api string) {
	declared, _ := c.candidate.snapshot.API(api)
	for _, s := range c.config.Sentinels {
		if s.API != api {
			continue
		}
		if fault, faulty := s.fault(c.candidate.byKey[s.Key]); faulty {
			name := s.Method + " " + declared.Address(s.Path)
			c.refuse(Refusal{API: api, Fact: SentinelHeld, Seen: name + ": " + fault,
				Why: fmt.Sprintf("%s %s; the candidate says %s", name, s.demand(), fault)})
		}
	}
}
