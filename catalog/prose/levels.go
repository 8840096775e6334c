package prose

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"authcat/catalog"
)

// technicalName is a level's name, or that of some other constant.
var technicalName = lazy(`\b(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|HELPDESK|DASHBOARD|USER|API)s?\b`)

// levelWords are the last words of technical names of levels: ORG_ADMIN is one,
// GRANT_ACCESS is none.
var levelWords = []string{"ADMIN", "SUBADMIN", "ADMINISTRATOR", "USER", "OWNER", "INTERNAL", "OFFICER", "AUDITOR", "HELPDESK",
	"DASHBOARD", "MANAGER", "VIEWER", "READER", "ANALYST", "EDITOR", "OPERATOR", "REVIEWER", "SUPPORT"}

func isLevel(name string) bool {
	return slices.Contains(levelWords, name[strings.LastIndexByte(name, '_')+1:])
}

const (
	administrator    = `admin(?:istrator)?s?`
	subadministrator = `sub[- ]?admin(?:istrator)?s?`
)

// displayNames are levels as words call them and their technical names, the
// longer names first. The pairs are those of the User Level Access Matrix,
// https://documentation.sailpoint.com/saas/help/common/users/user_level_matrix.html
// which calls ORG_ADMIN "Admin"; MULTIHOSTS_ADMIN and APPROVAL_OWNER appear in
// the extension only. A name without a published technical one takes the form of one.
var displayNames = []displayName{
	{`multi[- ]?host(?: integration)? ` + administrator, "MULTIHOSTS_ADMIN"},
	{`service desk ` + administrator, "SERVICE_DESK_ADMIN"},
	{`saas platform internal`, "SAAS_PLATFORM_INTERNAL"},
	{`devops`, "DEVOPS"},
	{`trusted api client applications?`, catalog.LevelAPI},
	{`(?:scoped )?source ` + subadministrator, "SOURCE_SUBADMIN"},
	{`(?:scoped )?role ` + subadministrator, "ROLE_SUBADMIN"},
	{`source ` + administrator, "SOURCE_ADMIN"},
	{`role ` + administrator, "ROLE_ADMIN"},
	{`cert(?:ification)? ` + administrator, "CERT_ADMIN"},
	{`report ` + administrator, "REPORT_ADMIN"},
	{`help ?desk(?: ` + administrator + `)?`, "HELPDESK"},
	{`(?:org(?:anization)?|organisation|tenant)[- ]?` + administrator, catalog.LevelOrgAdmin},
}

type displayName struct{ words, level string }

// looseAdmin names a level only where callers are spoken of: elsewhere any admin
// may be meant.
const looseAdmin = `(?:full |isc )?` + administrator

type levelPattern struct {
	*regexp.Regexp
	level string
}

var levelPatterns = sync.OnceValue(func() []levelPattern {
	var all []levelPattern
	for _, name := range displayNames {
		all = append(all, levelPattern{regexp.MustCompile(`(?i)\b` + name.words + `\b`), name.level})
	}
	return all
})

var (
	// Alone, "API" is mostly the one that is called, and USER a kind of object:
	// they are levels beside other levels, or where they are called so.
	apiBefore = lazy(`\bAPI((?:, or |, and |, | or | and |/)<L\d+>)`)
	apiAfter  = lazy(`(<L\d+>(?:, or |, and |, | or | and |/))API\b((?i:(?: (?:authority|roles?|levels?|users?|tokens?))|[,.;:)]| or | and |$))`)
	apiAlone  = lazy(`\bAPI ((?i:authorit(?:y|ies)|roles?|user levels?|levels?)\b)`)
	// Bare words for levels.
	adminWord    = lazy(`(?i)\b` + looseAdmin + `\b`)
	subadminWord = lazy(`(?i)\b` + subadministrator + `\b`)
	// namedLevel is a name that nothing but what follows shows to be a level's.
	namedLevel = lazy(`<N(\d+)>((?i: (?:authority|user level|role)\b))`)
)

// levels marks the names of levels.
func (s *sentence) levels() {
	s.mark(technicalName(), 'L', func(name string) (mention, bool) {
		name = strings.TrimSuffix(name, "s")
		if !isLevel(name) {
			return mention{}, false
		}
		return mention{levels: []string{name}}, true
	})
	if oneIn(strings.ToLower(s.text), []string{"admin", "desk", "devops", "saas", "trusted"}) {
		for _, pattern := range levelPatterns() {
			s.mark(pattern.Regexp, 'L', always(mention{levels: []string{pattern.level}}))
		}
		s.mark(subadminWord(), 'L', s.subadmin)
		s.mark(adminWord(), 'L', always(mention{levels: []string{catalog.LevelOrgAdmin}, loose: true}))
	}
	api := s.add('L', mention{levels: []string{catalog.LevelAPI}, words: catalog.LevelAPI})
	s.text = apiBefore().ReplaceAllString(s.text, api+"$1")
	s.text = apiAfter().ReplaceAllString(s.text, "${1}"+api+"$2")
	s.text = apiAlone().ReplaceAllString(s.text, api+" $1")
}

// subadmin is the level that "subadmins" stands for in a text that named one.
func (s *sentence) subadmin(string) (mention, bool) {
	if len(s.seen.subadmins) == 0 {
		return mention{}, false
	}
	return mention{levels: s.seen.subadmins}, true
}
