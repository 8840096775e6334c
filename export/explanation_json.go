package export

import (
	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/explain"
)

// object is the verdict, the explanations that it is of, and their causes as rows.
func (e explained) object() orderedObject {
	explanations := make([]orderedObject, len(e.answer.Explanations))
	for i, x := range e.answer.Explanations {
		explanations[i] = explanationObject(x)
	}
	return append(heading(e.Dataset), orderedObject{
		{"verdict", agreed(e.answer.Explanations, func(x answer.Explanation) catalog.Answer { return x.Passes })},
		{"leaning", agreed(e.answer.Explanations, func(x answer.Explanation) catalog.Answer { return x.Leaning })},
		{"explanations", explanations},
		{e.Kind, Objects(e.Listing)},
	}...)
}

// agreed is what all explanations say, "depends" where they differ.
func agreed(explanations []answer.Explanation, says func(answer.Explanation) catalog.Answer) string {
	first := says(explanations[0])
	for _, x := range explanations[1:] {
		if says(x) != first {
			return depends
		}
	}
	return string(first)
}

func explanationObject(x answer.Explanation) orderedObject {
	first, _ := leading(x.Verdict)
	said, reason := headline(x.Verdict, first)
	_, remedy := CauseWords(x.Verdict, first)
	operations := []orderedObject{}
	for _, o := range append([]*catalog.Operation{x.Operation}, x.Also...) {
		operations = append(operations, append(keyObject(o.Key), orderedObject{
			{"address", o.Address}, {"needs", string(o.Decision.Needs)}, {"confidence", string(o.Confidence)},
			{"source", o.Source()}, {"docs_url", o.DocsURL},
		}...))
	}
	return orderedObject{
		{"verdict", string(x.Passes)}, {"leaning", string(x.Leaning)}, {"answer", said + reason}, {"remedy", remedy},
		{"operations", operations}, {"causes", causeObjects(x.Verdict)},
	}
}

func causeObjects(v explain.Verdict) []orderedObject {
	objects := make([]orderedObject, len(v.Causes))
	for i, cause := range v.Causes {
		text, remedy := CauseWords(v, cause)
		objects[i] = orderedObject{
			{"rank", i + 1}, {"code", string(cause.Code)}, {"certainty", string(cause.Certainty)}, {"cause", text}, {"remedy", remedy},
		}
	}
	return objects
}
