package calls

import (
	"slices"
	"strings"
)

// formatWorkflow is an export of workflows of Identity Security Cloud: one as its
// editor or GET /workflows/{id} writes it, a list of them, or an export of
// SP-Config, which has them among other objects.
const formatWorkflow = "workflow"

func workflowExport(title string) format {
	return format{formatWorkflow, title, nil, func(c *collector, body []byte) error {
		root, err := jsonTree(body)
		if err != nil {
			return err
		}
		c.workflows("", root)
		return nil
	}}
}

// isWorkflow reports whether an object is a workflow.
func (n *node) isWorkflow() bool { return n.get("definition", "steps").isObject() }

// workflows reads those that stand anywhere in an export.
func (c *collector) workflows(name string, n *node) {
	if own := n.value("self", "name"); own != "" { // of an object of SP-Config
		name = place("", own)
	}
	if n.isWorkflow() {
		if own := n.value("name"); own != "" {
			name = place("", own)
		}
		c.steps(name, n.get("definition", "steps"))
		return
	}
	for i := range n.items {
		switch item := &n.items[i]; {
		case c.done:
			return
		case n.keys != nil && item.value("actionId") != "": // a step without its workflow
			c.step(place(name, n.keys[i]), item)
		default:
			c.workflows(name, item)
		}
	}
}

// steps reads the steps of a workflow, and those within loops.
func (c *collector) steps(parent string, steps *node) {
	for i := range steps.items {
		if c.done {
			return
		}
		where := "step"
		if steps.keys != nil {
			where = steps.keys[i]
		}
		where = place(parent, where)
		step := &steps.items[i]
		c.step(where, step)
		attributes := step.child("attributes")
		for _, inner := range [][]string{{"steps"}, {"definition", "steps"}} {
			if loop := attributes.get(inner...); loop != nil {
				c.steps(where, loop)
			}
		}
	}
}

// control are the actions that decide what comes next, and reach nothing.
var control = []string{"sp:operator", "sp:compare", "sp:loop", "sp:define", "sp:sleep", "sp:transform", "sp:verify", "sp:end"}

func (c *collector) step(where string, step *node) {
	action := step.value("actionId")
	if action != "sp:http" {
		if strings.HasPrefix(action, "sp:") && !slices.ContainsFunc(control, func(start string) bool { return strings.HasPrefix(action, start) }) {
			c.skip(where, "its action is the platform's own and names no URL")
		}
		return
	}
	url := step.get("attributes", "url")
	if url == nil {
		if step.get("attributes", "url.$") != nil {
			c.skip(where, "its URL is computed")
			return
		}
		c.skip(where, "it has no URL")
		return
	}
	c.expression(request{method: step.value("attributes", "method"), url: url.text, where: where, line: url.line})
}
