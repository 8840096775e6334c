package plan

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/printable"
)

// LockVersion is the version of the lockfile; a change that breaks a reader raises it.
const LockVersion = 1

// Lock is a plan as it is kept beside an integration: the credential, and what
// was published of each operation on the day of the plan.
type Lock struct {
	Version int `json:"authcat-plan"`
	// Dataset is the day of the data set, "2026-08-22".
	Dataset    string             `json:"dataset"`
	Credential catalog.Credential `json:"credential"`
	Scopes     []string           `json:"scopes"`
	Levels     []string           `json:"levels"`
	// Operations are sorted by API, path and method.
	Operations []LockedOperation `json:"operations"`
}

// LockedOperation is what was published of one operation.
type LockedOperation struct {
	API          string            `json:"api"`
	Method       string            `json:"method"`
	Path         string            `json:"path"`
	Lineage      string            `json:"lineage"`
	Needs        catalog.Needs     `json:"needs"`
	UserScopes   []string          `json:"user_scopes"`
	ClientScopes []string          `json:"client_scopes"`
	ScopeRule    catalog.ScopeRule `json:"scope_rule"`
	UserLevels   []string          `json:"user_levels"`
	Experimental bool              `json:"experimental"`
}

// Key of the operation.
func (o LockedOperation) Key() catalog.Key {
	return catalog.Key{API: o.API, Method: o.Method, Path: o.Path}
}

// Lock keeps the plan; asOf is the day of its data set. Calls that matched
// nothing are no part of it.
func (p Plan) Lock(asOf time.Time) Lock {
	lock := Lock{
		Version: LockVersion, Dataset: asOf.UTC().Format(time.DateOnly),
		Credential: p.Credential, Scopes: list(p.Scopes), Levels: list(p.Levels),
		Operations: make([]LockedOperation, 0, len(p.Calls)),
	}
	for _, call := range p.Calls {
		lock.Operations = append(lock.Operations, lockOperation(call.Operation))
	}
	slices.SortFunc(lock.Operations, func(a, b LockedOperation) int {
		return cmp.Or(cmp.Compare(a.API, b.API), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	return lock
}

func lockOperation(o *catalog.Operation) LockedOperation {
	return LockedOperation{
		API: o.API, Method: o.Method, Path: o.Path, Lineage: o.Lineage,
		Needs: o.Decision.Needs, UserScopes: list(o.Decision.UserScopes), ClientScopes: list(o.Decision.ClientScopes),
		ScopeRule: o.Decision.ScopeRule, UserLevels: list(o.UserLevels), Experimental: o.IsExperimental(),
	}
}

// list is a copy that JSON writes as [] where it is empty.
func list(names []string) []string { return append([]string{}, names...) }

// Encode writes the lockfile: the same plan gives the same bytes.
func (l Lock) Encode() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(l)
	return b.Bytes(), err
}

// ReadLock reads a lockfile. Members that it does not know are a later
// program's and are left out of account.
func ReadLock(body []byte) (Lock, error) {
	var lock Lock
	if err := json.Unmarshal(body, &lock); err != nil {
		return Lock{}, fmt.Errorf("%w (%s)", errNoLock, catalog.OneLine(printable.Unquoted(err.Error())))
	}
	switch {
	case lock.Version == 0:
		return Lock{}, errNoLock
	case lock.Version != LockVersion:
		return Lock{}, fmt.Errorf("it is a plan of version %d; this program reads version %d", lock.Version, LockVersion)
	}
	return lock, lock.check()
}

var errNoLock = errors.New("it is no plan: 'authcat plan --write FILE' writes one")

// check turns away what Compare could only pass by mistake. It repeats nothing
// of the file, which may be another one.
func (l Lock) check() error {
	kinds := []catalog.Credential{catalog.CredentialPAT, catalog.CredentialClient, CredentialNone, CredentialUnknown}
	if !slices.Contains(kinds, l.Credential) {
		return errors.New("the plan is damaged: its credential is none that is known")
	}
	if len(l.Operations) == 0 {
		return errors.New("the plan is damaged: it has no operations")
	}
	for i, o := range l.Operations {
		if !o.named() || !slices.Contains(catalog.AllNeeds, o.Needs) {
			return fmt.Errorf("the plan is damaged: operation %d has no api, method, path or needs that is known", i+1)
		}
		if !namesOnly(o.UserScopes, o.ClientScopes, o.UserLevels) {
			return fmt.Errorf("the plan is damaged: operation %d has scopes or levels that are none", i+1)
		}
	}
	if !namesOnly(l.Scopes, l.Levels) {
		return errors.New("the plan is damaged: it has scopes or levels that are none")
	}
	if _, err := time.Parse(time.DateOnly, l.Dataset); err != nil {
		return errors.New("the plan is damaged: its dataset is no day like 2026-08-22")
	}
	return nil
}

// named reports whether the operation's key can be one: it is printed.
func (o LockedOperation) named() bool {
	address := "/" + o.API + o.Path
	a, err := find.ParseAddress(o.Method, address)
	whole := "/" + strings.Join(strings.FieldsFunc(address, func(r rune) bool { return r == '/' }), "/")
	return o.API != "" && o.Method != "" && strings.HasPrefix(o.Path, "/") && err == nil && a.URL() == whole
}

// namesOnly reports whether lists have names only: they are printed.
func namesOnly(lists ...[]string) bool {
	for _, name := range slices.Concat(lists...) {
		if printable.Name(name) != catalog.OneLine(name) {
			return false
		}
	}
	return true
}
