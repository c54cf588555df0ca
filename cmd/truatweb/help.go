package main

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// showHelp prints how a command is used. cobra's own page aligns by bytes and
// runes, which makes Thai columns crooked.
func showHelp(w world, t *texts, c *cobra.Command) {
	var b strings.Builder
	if about := c.Long; about != "" {
		b.WriteString(about + "\n\n")
	} else if c.Short != "" {
		b.WriteString(c.Short + "\n\n")
	}
	b.WriteString(t.headUsage + ":\n")
	subs := available(c)
	if len(subs) > 0 {
		b.WriteString("  " + c.CommandPath() + " " + t.argCommand + "\n")
	} else {
		b.WriteString("  " + c.UseLine() + " " + t.argFlags + "\n")
	}
	if c.Example != "" {
		b.WriteString("\n" + t.headExamples + ":\n" + c.Example + "\n")
	}
	var rows [][2]string
	for _, s := range subs {
		rows = append(rows, [2]string{s.Name(), s.Short})
	}
	columns(&b, t.headCommands, rows)
	columns(&b, t.headFlags, flagRows(c.LocalNonPersistentFlags(), nil))
	columns(&b, t.headGlobal, flagRows(c.InheritedFlags(), c.PersistentFlags()))
	if len(subs) > 0 {
		fmt.Fprintf(&b, "\n"+t.helpMore+"\n", c.CommandPath())
	}
	for _, line := range strings.Split(strings.TrimRight(b.String(), "\n"), "\n") {
		say(w.stdout, "%s", line)
	}
}

func available(c *cobra.Command) []*cobra.Command {
	var out []*cobra.Command
	for _, s := range c.Commands() {
		if s.IsAvailableCommand() {
			out = append(out, s)
		}
	}
	return out
}

func flagRows(sets ...*pflag.FlagSet) [][2]string {
	var rows [][2]string
	for _, set := range sets {
		if set == nil {
			continue
		}
		set.SortFlags = false
		set.VisitAll(func(f *pflag.Flag) {
			if f.Hidden {
				return
			}
			value, use := pflag.UnquoteUsage(f)
			if f.Value.Type() == "bool" {
				value = ""
			}
			name := "    --" + f.Name
			if f.Shorthand != "" {
				name = "-" + f.Shorthand + ", --" + f.Name
			}
			rows = append(rows, [2]string{strings.TrimRight(name+" "+value, " "), use})
		})
	}
	return rows
}

// columns prints a heading and two columns, the first padded to the width that
// a screen gives it.
func columns(b *strings.Builder, heading string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	wide := 0
	for _, r := range rows {
		wide = max(wide, text.StringWidth(r[0]))
	}
	b.WriteString("\n" + heading + ":\n")
	for _, r := range rows {
		b.WriteString("  " + text.Pad(r[0], wide, ' ') + "  " + r[1] + "\n")
	}
}
