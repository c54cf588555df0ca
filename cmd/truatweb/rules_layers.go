package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/rules"
)

// layers finds out which layer of rules a position lies in, so that a person is
// told a file that can be opened. Positions name a file within its layer, and a
// province and an office may well both have an ops2563/words.yaml.
type layers struct {
	p   parts
	set ruleSet
	// upTo holds what was loaded of the built-in packs and the first overlays, by
	// their number.
	upTo map[int]loaded
}

type loaded struct {
	standards []*rules.Standard
	problems  []rules.Problem
}

// problem prints a mistake with its file, also where it names that file itself.
func (l *layers) problem(p rules.Problem) string {
	if p.At.Line == 0 {
		return p.Text
	}
	file := l.open(p.At.File, func(in loaded) bool { return slices.Contains(in.problems, p) })
	p.Text = strings.ReplaceAll(p.Text, " "+p.At.File+":", " "+file+":")
	p.At.File = file
	return p.String()
}

// rule is the file that a rule of a standard, or a place in it, was read from.
func (l *layers) rule(standard string, r *rules.Rule, file string) string {
	return l.open(file, func(in loaded) bool {
		there := ruleOf(in.standards, standard, r.ID)
		return there != nil && there.At == r.At && len(there.Examples) == len(r.Examples) && rules.Alike(there, r)
	})
}

// open gives the path of a file in the lowest layer that has it and in which
// what is looked for is there already.
func (l *layers) open(file string, holds func(loaded) bool) string {
	var at []int
	paths := map[int]string{0: file}
	if _, err := fs.Stat(rules.Packs(), file); err == nil && !l.set.alone {
		at = append(at, 0)
	}
	for i, d := range l.set.dirs {
		path := filepath.Join(d, filepath.FromSlash(file))
		if _, err := os.Lstat(path); err == nil {
			at, paths[i+1] = append(at, i+1), path
		}
	}
	if len(at) == 0 {
		return file
	}
	for _, n := range at[:len(at)-1] {
		if holds(l.first(n)) {
			return paths[n]
		}
	}
	return paths[at[len(at)-1]]
}

// first loads the built-in packs under the first n overlays, once.
func (l *layers) first(n int) loaded {
	if in, ok := l.upTo[n]; ok {
		return in
	}
	var overlays []fs.FS
	for _, d := range l.set.dirs[:n] {
		overlays = append(overlays, os.DirFS(d))
	}
	var in loaded
	in.standards, in.problems = l.p.standards(overlays, l.set.alone)
	if l.upTo == nil {
		l.upTo = map[int]loaded{}
	}
	l.upTo[n] = in
	return in
}
