package diff

import (
	"slices"

	"authcat/catalog"
)

// Operations compares one operation before and after, in the order of the
// aspects; nil stands for an operation that is not there. What no caller can
// notice is left out: titles, operationIds, pages, how sure an answer is.
func Operations(before, after *catalog.Operation) []Change {
	switch {
	case before == nil && after == nil:
		return nil
	case before == nil:
		return []Change{change(before, after, AspectAdded, verdict{Looser, "", string(after.Decision.Needs), "the operation is new"})}
	case after == nil:
		return []Change{change(before, after, AspectRemoved, verdict{Stricter, string(before.Decision.Needs), "", "the operation is gone"})}
	}
	var changes []Change
	add := func(aspect Aspect, v verdict) { changes = append(changes, change(before, after, aspect, v)) }
	if before.API == after.API && before.Path != after.Path {
		add(path(before, after))
	}
	differences := before.Differences(after)
	if slices.Contains(differences, catalog.DiffersNeeds) {
		add(AspectNeeds, needs(before.Decision.Needs, after.Decision.Needs))
	}
	if slices.Contains(differences, catalog.DiffersScopes) {
		add(AspectScopes, scopes(before.Decision, after.Decision))
	}
	if slices.Contains(differences, catalog.DiffersLevels) {
		add(AspectLevels, levels(before, after))
	}
	for _, notice := range notices {
		if v, ok := notice.compare(before, after); ok {
			add(notice.aspect, v)
		}
	}
	return changes
}

// change puts a verdict on the operation that it is about.
func change(before, after *catalog.Operation, aspect Aspect, v verdict) Change {
	c := Change{Aspect: aspect, Effect: v.effect, Before: v.before, After: v.after, Reason: v.reason}
	if before != nil {
		c.Was = before.Key
	}
	about := after
	if after == nil {
		about = before
	}
	c.Key, c.Title, c.Lineage = about.Key, about.Name(), about.Lineage
	return c
}

// combine makes one effect of what happens to several callers.
func combine(stricter, looser bool) Effect {
	switch {
	case stricter:
		return Stricter
	case looser:
		return Looser
	default:
		return Neutral
	}
}
