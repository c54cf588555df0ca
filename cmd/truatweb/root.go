package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newRoot builds the command tree in the language of t.
func newRoot(w world, p parts, t *texts) *cobra.Command {
	root := &cobra.Command{
		Use: commandName, Short: t.rootShort, Long: t.rootLong + "\n\n" + t.exitCodes, Example: t.rootExample,
		SilenceErrors: true, SilenceUsage: true, DisableSuggestions: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetOut(w.stdout)
	root.SetErr(w.stderr)
	root.Args = func(c *cobra.Command, args []string) error { return unknownCommand(c, args, t) }
	root.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	root.PersistentFlags().String("lang", t.lang, t.flagLang)
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error {
		lang, _ := c.Flags().GetString("lang") // defined above
		if lang != langThai && lang != langEnglish {
			return usage(fmt.Sprintf(t.badLang, clip(lang)), "--lang th | --lang en")
		}
		return nil
	}
	root.AddCommand(newAudit(w, p, t), newCollect(w, p, t), newJudge(w, p, t), newDemo(w, p, t), newReport(w, p, t), newPapers(w, p, t), newHistory(w, p, t), newDiff(w, p, t, rejudging(w, p, t)), newArchive(w, p, t), newReview(w, p, t), newRound(w, p, t), newOffices(w, p, t), newWorker(w, p, t), newRules(w, p, t), newDoctor(w, t), newCompletion(w, t), newMan(t), newVersion(w, t))
	root.SetHelpCommand(newHelp(root, t))
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { showHelp(w, t, c) })
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return flagFailure(c, err, t) })
	everyCommand(root, func(c *cobra.Command) {
		c.Flags().BoolP("help", "h", false, t.flagHelp)
		c.Flags().SortFlags = false
		c.DisableFlagsInUseLine = true
	})
	return root
}

func everyCommand(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		everyCommand(sub, do)
	}
}

func newHelp(root *cobra.Command, t *texts) *cobra.Command {
	return &cobra.Command{
		Use: "help " + t.argCommand, Short: t.helpShort,
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(root, args, t)
			}
			return c.Help()
		},
	}
}

// unknownCommand refuses a word that is no command. What looks like an address
// is a forgotten "audit".
func unknownCommand(c *cobra.Command, args []string, t *texts) error {
	if len(args) == 0 {
		return nil
	}
	if strings.Contains(args[0], "://") || strings.Contains(args[0], ".") {
		return usage(fmt.Sprintf(t.unknownCommand, clip(args[0]), ""), commandName+" audit "+clip(args[0]))
	}
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	return usage(fmt.Sprintf(t.unknownCommand, clip(args[0]), nearest(args[0], names, t)), c.CommandPath()+" --help")
}

// group makes a command that only holds others.
func group(c *cobra.Command, t *texts) *cobra.Command {
	c.Args = func(c *cobra.Command, args []string) error { return unknownCommand(c, args, t) }
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	return c
}

// flagFailure words what cobra says about a wrong flag.
func flagFailure(c *cobra.Command, err error, t *texts) error {
	help := c.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			return usage(fmt.Sprintf(t.unknownFlag, "-"+clip(short), ""), help)
		}
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return usage(fmt.Sprintf(t.unknownFlag, "--"+clip(name), nearest("--"+name, names, t)), help)
	case errors.As(err, &bare):
		return usage(fmt.Sprintf(t.flagWantsValue, "--"+bare.GetFlag().Name), flagExample(c, bare.GetFlag().Name, help))
	case errors.As(err, &wrong):
		return usage(fmt.Sprintf(t.flagWrongValue, "--"+wrong.GetFlag().Name, clip(wrong.GetValue())), flagExample(c, wrong.GetFlag().Name, help))
	default:
		return &failure{code: exitUsage, text: t.flagOther, next: help, cause: err}
	}
}

// flagExample finds a use of the flag among the command's examples.
func flagExample(c *cobra.Command, name, fallback string) string {
	if use := regexp.MustCompile(`--` + regexp.QuoteMeta(name) + ` \S+`).FindString(c.Example); use != "" {
		return use
	}
	return fallback
}

// atMost refuses more than n arguments.
func atMost(n int, t *texts) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return usage(fmt.Sprintf(t.tooManyArgs, clip(args[n])), c.CommandPath()+" --help")
		}
		return nil
	}
}
