package prose

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// objectNames are what callers own, review and ask for.
var objectNames = []string{
	"access profile", "access request approval", "access request", "access item", "access token", "approval request", "approval item", "approval",
	"non-employee request", "non-employee approval", "non-employee record", "non-employee source",
	"certification campaign", "certification task", "certification item", "certification", "campaign template", "campaign",
	"work item", "machine identity", "machine account", "identity profile", "identity request", "identity", "service account", "account",
	"source app", "source", "role", "entitlement", "dimension", "segment", "sod violation", "policy violation", "violation", "policy",
	"report result", "report", "task result", "task", "workflow", "form instance", "form definition", "form",
	"saved search", "scheduled search", "search", "personal access token", "token", "oauth client", "client", "tag",
	"governance group", "management workgroup", "workgroup", "group", "user app", "business application", "application", "app",
	"launcher", "transform", "connector", "stream", "subscription", "trigger", "notification", "delegation", "reassignment",
	"requested item", "request", "item", "object", "resource", "activity", "file", "recommendation", "password", "review", "employee", "user",
	"record", "schedule", "backup", "upload", "draft", "criterion", "org", "tenant", "configuration", "template", "dashboard", "widget", "feature",
}

// heads are the nouns for persons, deeds the verbs for what makes somebody one.
var (
	heads = map[string]catalog.Person{
		"owner": catalog.PersonOwner, "co-owner": catalog.PersonOwner,
		"account manager": catalog.PersonAccountManager, "account-manager": catalog.PersonAccountManager,
		"manager": catalog.PersonManager, "supervisor": catalog.PersonManager,
		"reviewer": catalog.PersonReviewer, "certifier": catalog.PersonReviewer,
		"approver":  catalog.PersonApprover,
		"requester": catalog.PersonRequester, "requestor": catalog.PersonRequester, "submitter": catalog.PersonRequester,
		"creator": catalog.PersonCreator, "author": catalog.PersonCreator, "initiator": catalog.PersonCreator,
		"recipient": catalog.PersonRecipient, "beneficiary": catalog.PersonRecipient,
		"assignee": catalog.PersonAssignee, "member": catalog.PersonMember,
	}
	deeds = map[string]catalog.Person{
		"submitted": catalog.PersonRequester, "submit": catalog.PersonRequester, "submits": catalog.PersonRequester, "requested": catalog.PersonRequester,
		"raised": catalog.PersonRequester, "filed": catalog.PersonRequester, "placed": catalog.PersonRequester, "made": catalog.PersonRequester,
		"created": catalog.PersonCreator, "opened": catalog.PersonCreator, "initiated": catalog.PersonCreator, "started": catalog.PersonCreator, "wrote": catalog.PersonCreator,
		"owns": catalog.PersonOwner, "own": catalog.PersonOwner, "manages": catalog.PersonManager, "manage": catalog.PersonManager,
		"reviews": catalog.PersonReviewer, "review": catalog.PersonReviewer, "certifies": catalog.PersonReviewer,
		"approves": catalog.PersonApprover, "approve": catalog.PersonApprover, "administers": catalog.PersonAdministrator, "administer": catalog.PersonAdministrator,
		"assigned": catalog.PersonAssignee,
	}
)

// Words around a person's noun.
var (
	articles    = set("the a an this that")
	determiners = set("the this that these those an a any its each their his her said such specified given target requested underlying corresponding all same")
	qualities   = set("actual current original originally requested assigned effective primary secondary designated respective specified additional requesting registered named listed rightful direct line human technical existing associated valid given relevant pending")
	links       = set("of for on behind")
	someone     = set("user users identity identities caller callers one person persons people those anyone someone whoever employee employees")
	relative    = set("who that which")
	auxiliaries = set("has have had originally initially first actually once themselves did is are")
	reflexive   = set("itself themself themselves himself herself")
	groups      = set("governance-group management-workgroup workgroup group")
	known       = func() map[string]bool { return set2(objectNames) }()
)

func set(words string) map[string]bool { return set2(strings.Fields(words)) }

func set2(words []string) map[string]bool {
	all := map[string]bool{}
	for _, word := range words {
		all[word] = true
	}
	return all
}

// persons marks who callers can be to the object of a call: "the owner of the
// source", "certification reviewers", "any user who submitted the request".
func (s *sentence) persons() {
	words := strings.Fields(s.text)
	out := make([]string, 0, len(words))
	for i := 0; i < len(words); {
		found, left, right, ok := personAt(words, i, out)
		if !ok {
			out = append(out, words[i])
			i++
			continue
		}
		taken := slices.Concat(out[left:], words[i:right])
		last, punctuation := trim(taken[len(taken)-1])
		taken[len(taken)-1] = last
		out = append(out[:left], s.add('P', mention{persons: []person{found}, words: strings.Join(taken, " ")})+punctuation)
		i = right
	}
	s.text = strings.Join(out, " ")
}

// personAt reads a person at a word: which of the words before belong to it
// (out[left:]) and where it ends (words[:right]).
func personAt(words []string, i int, out []string) (found person, left, right int, ok bool) {
	word, punctuation := trim(words[i])
	lower := strings.ToLower(word)
	switch {
	case punctuation == "" && i+1 < len(words) && someone[lower]:
		return doerAt(words, i, out)
	case punctuation == "" && strings.HasPrefix(lower, "owning") && i+1 < len(words) && someone[core(words[i+1])]:
		return person{Person: catalog.PersonOwner}, before(out, articles), i + 2, true
	}
	right = i + 1
	if punctuation == "" && right < len(words) && lower == "account" {
		lower, punctuation = "account "+core(words[right]), words[right][len(strings.TrimRight(words[right], ".,;:)")):]
		right++
	}
	who, ok := heads[strings.TrimSuffix(lower, "s")]
	if !ok {
		if who, ok = heads[strings.TrimSuffix(lower, "ies")+"y"]; !ok {
			return person{}, 0, 0, false
		}
	}
	found.Person = who
	left, found.object = objectBefore(out)
	if object, end := objectAfter(words, right); punctuation == "" && object != "" {
		found.object, right = object, end
	}
	return found, left, right, who != catalog.PersonMember || groups[found.object]
}

// doerAt reads "user who submitted the request", "the user themselves".
func doerAt(words []string, i int, out []string) (found person, left, right int, ok bool) {
	left = before(out, set("the a an any every each only same"))
	right = i + 1
	if reflexive[core(words[right])] {
		return person{Person: catalog.PersonSelf}, left, right + 1, true
	}
	switch {
	case relative[strings.ToLower(words[right])]:
		right++
	case strings.ToLower(words[i]) != "whoever":
		return person{}, 0, 0, false
	}
	for ; right < len(words) && auxiliaries[strings.ToLower(words[right])]; right++ {
	}
	if right == len(words) {
		return person{}, 0, 0, false
	}
	who, ok := deeds[strings.ToLower(words[right])]
	if right++; who == catalog.PersonAssignee && right < len(words) && words[right] == "to" {
		right++
	}
	object, end := objectAt(words, right)
	return person{who, object}, left, end, ok && object != ""
}

// objectBefore takes "the source 's effective" or "certification" off the words before a person.
func objectBefore(out []string) (left int, object string) {
	left = len(out)
	for left > 0 && qualities[strings.ToLower(out[left-1])] {
		left--
	}
	if left > 0 && out[left-1] == "'s" {
		left--
	}
	for n := min(3, left); n > 0; n-- {
		if name := singular(strings.Join(out[left-n:left], " ")); name != "" {
			left, object = left-n, name
			break
		}
	}
	for left > 0 && qualities[strings.ToLower(out[left-1])] {
		left--
	}
	return before(out[:left], articles), object
}

// objectAfter reads "of the specified source".
func objectAfter(words []string, i int) (object string, end int) {
	if i+1 < len(words) && words[i] == "assigned" && words[i+1] == "to" {
		i++
	} else if i >= len(words) || !links[words[i]] {
		return "", i
	}
	return objectAt(words, i+1)
}

// objectAt reads an object with its determiners.
func objectAt(words []string, i int) (object string, end int) {
	for i < len(words) && determiners[strings.ToLower(words[i])] {
		i++
	}
	for n := min(3, len(words)-i); n > 0; n-- {
		last, _ := trim(words[i+n-1])
		if name := singular(strings.Join(append(slices.Clone(words[i:i+n-1]), last), " ")); name != "" {
			return name, i + n
		}
	}
	return "", i
}

// before drops a word of a set off the end.
func before(out []string, words map[string]bool) int {
	if n := len(out); n > 0 && words[strings.ToLower(out[n-1])] {
		return n - 1
	}
	return len(out)
}

// trim cuts the punctuation at the end of a word off.
func trim(word string) (core, punctuation string) {
	core = strings.TrimRight(word, ".,;:)")
	return core, word[len(core):]
}

func core(word string) string {
	word, _ = trim(word)
	return strings.ToLower(word)
}

// singular writes the name of an object as a code, "Access Profiles" as
// "access-profile"; it is "" for what is no known object.
func singular(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	candidates := []string{name, strings.TrimSuffix(name, "s"), strings.TrimSuffix(name, "es"), strings.TrimSuffix(name, "ies") + "y"}
	for _, candidate := range candidates {
		for _, form := range []string{candidate, strings.Replace(candidate, "-", " ", 1)} {
			if known[form] {
				return strings.ReplaceAll(form, " ", "-")
			}
		}
	}
	return ""
}

// objects is the pattern of the names of objects, the longer ones first.
func objects() string {
	names := slices.Clone(objectNames)
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) })
	for i, name := range names {
		name = strings.ReplaceAll(name, " ", "[- ]")
		if stem, ok := strings.CutSuffix(name, "y"); ok {
			name = stem + "(?:y|ies)"
		} else {
			name += "(?:e?s)?"
		}
		names[i] = name
	}
	return "(?:" + strings.Join(names, "|") + ")"
}
