// Package diff says what changed for callers between two catalogs, or between
// two versions of an API, and whether it became stricter or looser for them.
package diff

import "authcat/catalog"

// Change is one thing that changed about one operation. An operation has at
// most one change of each aspect.
type Change struct {
	// Key in the new catalog; of a removed operation in the old one.
	catalog.Key
	// Was is the key in the old catalog, zero for an added operation. It differs
	// from Key where the two were joined by lineage.
	Was     catalog.Key
	Title   string
	Lineage string
	Aspect  Aspect
	Effect  Effect
	// Before and After are both values, in the words and lists that
	// the catalog's tables use.
	Before string
	After  string
	// Reason says what it means for a caller: a clause without a full stop.
	Reason string
}

// Effect is what a change means for a caller.
type Effect string

// The effects, in the order in which changes are listed. What shuts one caller
// out and lets another in is stricter: the first one's program breaks.
const (
	Stricter Effect = "stricter" // a call that was accepted, as published, is not any more
	Looser   Effect = "looser"   // only calls that were not accepted are concerned
	Neutral  Effect = "neutral"  // no caller is let in or shut out
)

// AllEffects lists the effects in the order in which changes are listed.
var AllEffects = []Effect{Stricter, Looser, Neutral}

// Aspect names what changed.
type Aspect string

// The aspects, in the order in which the changes of one operation are listed.
// Needs, scopes and levels are there exactly where Operation.Differences names them.
const (
	AspectRemoved      Aspect = "removed"
	AspectAdded        Aspect = "added"
	AspectMoved        Aspect = "moved"   // another address: /roles/v1 is /roles/v2 now
	AspectRenamed      Aspect = "renamed" // the same address: {id} is {roleId} now
	AspectNeeds        Aspect = catalog.DiffersNeeds
	AspectScopes       Aspect = catalog.DiffersScopes
	AspectLevels       Aspect = catalog.DiffersLevels
	AspectExperimental Aspect = "experimental"
	AspectDeprecated   Aspect = "deprecated"
	AspectBasis        Aspect = "basis"
	AspectConflict     Aspect = "conflict"
)

// AllAspects lists the aspects in the order in which changes are listed.
var AllAspects = []Aspect{
	AspectRemoved, AspectAdded, AspectMoved, AspectRenamed, AspectNeeds, AspectScopes, AspectLevels,
	AspectExperimental, AspectDeprecated, AspectBasis, AspectConflict,
}

// verdict is a change without the operation that it is about.
type verdict struct {
	effect        Effect
	before, after string
	reason        string
}
