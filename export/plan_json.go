package export

import (
	"authcat/catalog"
	"authcat/catalog/plan"
)

// object is the plan in JSON.
func (p planned) object() orderedObject {
	calls, unmatched := []orderedObject{}, []orderedObject{}
	for _, call := range p.plan.Calls {
		o := call.Operation
		for _, at := range sites(call.Call, call.Count, call.Places) {
			object := callObject(call.Call, at)
			if at.rule != "" {
				object = append(object, orderedObject{{"api", o.API}, {"path", o.Path}}...)
			}
			calls = append(calls, append(object, member{"operation", append(keyObject(o.Key),
				member{"operation_id", o.OperationID}, member{"needs", o.Decision.Needs})}))
		}
	}
	for _, call := range p.plan.Unmatched {
		for _, at := range sites(call.Call, call.Count, call.Places) {
			unmatched = append(unmatched, append(callObject(call.Call, at), member{"reason", unmatchedReason(call)}))
		}
	}
	unstated := []orderedObject{}
	for _, u := range p.plan.Unstated {
		unstated = append(unstated, append(keyObject(u.Key), member{"what", u.What}))
	}
	object := append(heading(p.Dataset), orderedObject{
		{"calls", calls}, {"unmatched", unmatched},
		{"credential", p.plan.Credential},
		{"scopes", p.plan.Scopes}, {"scopes_proven", p.plan.ScopesProven},
		{"levels", p.plan.Levels}, {"levels_proven", p.plan.LevelsProven},
		{"scope_reasons", p.reasonObjects(p.plan.ScopeReasons)}, {"level_reasons", p.reasonObjects(p.plan.LevelReasons)},
		{"forced_by", p.keyObjects(p.plan.ForcedBy)},
		{"unstated", unstated},
	}...)
	// Members that most plans don't have: what no credential carries out, and more than is listed.
	if len(p.plan.LevelsUnmet) > 0 {
		object = append(object, member{"levels_unmet", p.keyObjects(p.plan.LevelsUnmet)})
	}
	if len(p.plan.LevelsUnassignable) > 0 {
		object = append(object, member{"levels_unassignable", p.keyObjects(p.plan.LevelsUnassignable)})
	}
	if len(p.plan.ClientOnly) > 0 {
		object = append(object, member{"client_only", p.keyObjects(p.plan.ClientOnly)})
	}
	if len(p.plan.Open) > 0 {
		object = append(object, member{"open", openObjects(p.plan.Open)})
	}
	if p.plan.Unlisted > 0 {
		object = append(object, member{"unlisted", p.plan.Unlisted})
	}
	return object
}

// callObject is a call where it stands: in source code with file, line and the
// rule that found it.
func callObject(call plan.Call, at site) orderedObject {
	object := orderedObject{{"method", call.Address.Method()}, {"url", call.Address.URL()}, {"where", at.where}, {"count", at.count}}
	if at.rule != "" {
		object = append(object, placeObject(at.place)...)
	}
	return object
}

func placeObject(p plan.Place) orderedObject {
	object := orderedObject{{"file", p.File}, {"line", p.Line}}
	if p.Literal != 0 {
		object = append(object, member{"literal_line", p.Literal})
	}
	return append(object, member{"rule", p.Rule})
}

func openObjects(open []plan.OpenCall) []orderedObject {
	objects := make([]orderedObject, len(open))
	for i, call := range open {
		objects[i] = append(placeObject(call.Place), orderedObject{{"call", call.What}, {"candidates", operationObjects(call.Candidates)}, {"reason", openReason(call)}}...)
	}
	return objects
}

func operationObjects(operations []*catalog.Operation) []orderedObject {
	objects := make([]orderedObject, len(operations))
	for i, o := range operations {
		objects[i] = keyObject(o.Key)
	}
	return objects
}

func keyObject(key catalog.Key) orderedObject {
	return orderedObject{{"api", key.API}, {"method", key.Method}, {"path", key.Path}}
}

// keyObjects are operations; those that source code calls have the places.
func (p planned) keyObjects(keys []catalog.Key) []orderedObject {
	objects := make([]orderedObject, len(keys))
	for i, key := range keys {
		objects[i] = keyObject(key)
		if places := p.placesOf(key); len(places) > 0 {
			objects[i] = append(objects[i], member{"places", places})
		}
	}
	return objects
}

// reasonObjects say of each scope or level which operations it is for.
func (p planned) reasonObjects(reasons []plan.Reason) []orderedObject {
	objects := make([]orderedObject, len(reasons))
	for i, r := range reasons {
		objects[i] = orderedObject{{"name", r.Name}, {"forced_by", p.keyObjects(r.ForcedBy)}, {"serves", p.keyObjects(r.Serves)}}
	}
	return objects
}
