package calls

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"authcat/crawler/calls/shell"
)

// formatCI is a workflow of GitHub, a pipeline of GitLab, Azure, Bitbucket and their like.
const formatCI = "ci"

var ciWorkflow = format{formatCI, "a workflow of continuous integration", nil, func(c *collector, body []byte) error {
	root, err := yamlTree(body)
	if err != nil {
		return err
	}
	c.workflow(root, ciJob{})
	return nil
}}

var (
	ciScript = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?m)^\s*(- )?(run|script|bash|pwsh|powershell|before_script|after_script|commands|inlineScript)\s*:`)
	})
	ciKeys = []string{"jobs", "stages", "steps", "runs", "pipelines", "before_script", "phases"}
)

// isCI reports whether YAML has scripts as such workflows have them.
func (in *Input) isCI(s sample) bool {
	extension := strings.ToLower(path.Ext(in.Name))
	return ciScript().Match(s.text) && (extension == ".yml" || extension == ".yaml" || hasTopKey(s.text, ciKeys...))
}

// ciJob is what the steps of a job inherit.
type ciJob struct {
	shell     string
	variables map[string]string
	windows   bool
}

// workflow reads the scripts in a workflow, wherever they stand.
func (c *collector) workflow(n *node, job ciJob) {
	if !n.isObject() {
		for i := range n.items {
			c.workflow(&n.items[i], job)
		}
		return
	}
	job = job.within(n)
	for i, key := range n.keys {
		value := &n.items[i]
		switch key {
		case "run", "script", "inlineScript", "before_script", "after_script", "commands", "bash", "pwsh", "powershell":
			if key == "pwsh" || key == "powershell" {
				job.shell = "pwsh"
			} else if key == "bash" {
				job.shell = "bash"
			}
			if text, ok := scriptText(value); ok {
				c.ciScript(text, job)
				continue
			}
		case "env", "variables", "defaults":
			continue
		}
		c.workflow(value, job)
	}
}

// within is what the steps in an object inherit.
func (j ciJob) within(n *node) ciJob {
	system := strings.ToLower(n.value("runs-on") + n.value("pool", "vmImage"))
	j.windows = j.windows || strings.Contains(system, "windows")
	for _, shell := range []string{n.value("defaults", "run", "shell"), n.value("shell"), taskShell(n)} {
		if shell != "" {
			j.shell = shell
		}
	}
	for _, key := range []string{"env", "variables"} {
		if own := n.child(key); own.isObject() {
			j.variables = maps.Clone(j.variables)
			if j.variables == nil {
				j.variables = map[string]string{}
			}
			for i, name := range own.keys {
				j.variables[name] = own.items[i].text
			}
		}
	}
	return j
}

// taskShell is what runs the script of a task of Azure's, or of an action.
func taskShell(n *node) string {
	name := strings.ToLower(n.value("task") + n.value("uses") + n.value("inputs", "scriptType"))
	switch {
	case strings.Contains(name, "powershell") || strings.Contains(name, "pscore") || n.value("inputs", "scriptType") == "ps":
		return "pwsh"
	case strings.Contains(name, "github-script"):
		return "javascript"
	case strings.Contains(name, "bash"):
		return "bash"
	default:
		return ""
	}
}

// ciScript reads a script, or passes it on in its language.
func (c *collector) ciScript(text string, job ciJob) {
	name, _, _ := strings.Cut(strings.ToLower(job.shell), " ")
	if name == "" && job.windows {
		name = "pwsh"
	}
	switch name {
	case "", "bash", "sh", "zsh":
		c.script(text, shell.Dialect{Variables: job.variables})
	case "cmd":
		c.script(text, shell.Dialect{Batch: true, Variables: job.variables})
	case "pwsh", "powershell":
		c.code("powershell", 0, text)
	default:
		c.code(name, 0, text)
	}
}

// scriptText is a script with as many lines in front of it as stand before it in
// the document: a text, or the lines of a list.
func scriptText(n *node) (text string, ok bool) {
	var out strings.Builder
	line := 1
	var write func(n *node) bool
	write = func(n *node) bool {
		if n.keys != nil {
			return false
		}
		if n.items != nil {
			return !slices.ContainsFunc(n.items, func(item node) bool { return !write(&item) })
		}
		start := n.line
		if n.block {
			start++
		}
		if start > line {
			out.WriteString(strings.Repeat("\n", start-line))
			line = start
		}
		out.WriteString(n.text)
		line += strings.Count(n.text, "\n")
		if !strings.HasSuffix(n.text, "\n") {
			out.WriteString("\n")
			line++
		}
		return true
	}
	ok = write(n)
	return out.String(), ok
}
