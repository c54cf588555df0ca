package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/round"
)

func newWorker(w world, p parts, t *texts) *cobra.Command {
	var f workFlags
	var at databaseFlag
	var metrics string
	var untilDone bool
	var rounds []string
	x := &t.round
	c := &cobra.Command{Use: "worker", Short: x.workerShort, Long: x.workerLong, Example: x.workerExample, Args: atMost(0, t)}
	fl := c.Flags()
	at.flags(fl, t)
	fl.StringVar(&metrics, "metrics", "", x.flagMetrics)
	fl.BoolVar(&untilDone, "until-done", false, x.flagUntilDone)
	fl.StringSliceVar(&rounds, "round", nil, x.flagRound)
	fl.StringVarP(&f.out, "out", "o", "", x.flagWorkerOut)
	f.flags(fl, t)
	c.RunE = onDesk(w, t, &at, func(ctx context.Context, d *round.Desk, _ []string) error {
		crew, err := f.settle(w, p, t)
		if err != nil {
			return err
		}
		crew.out = f.out
		if pl := placeOf(w, at.data); pl.dir != "" && !pl.none {
			if crew.base.tape != nil { // with --warc=false nothing is recorded
				crew.folder = filepath.Join(pl.dir, "rounds")
			}
			if crew.out == "" && crew.base.notifier != nil {
				crew.out = filepath.Join(pl.dir, "reports")
			}
		}
		defer crew.close()
		sums := &summer{c: crew, d: d}
		defer sums.work.Wait()
		m := newMeters(d, crew)
		tell := crew.tell(func() int { return 0 })
		worker, err := crew.worker(d, rounds, func(e round.Event) {
			m.note(e)
			tell(e)
			sums.note(e)
		})
		if err != nil {
			return err
		}
		m.worker = worker
		stop, err := m.serve(ctx, metrics, t)
		if err != nil {
			return err
		}
		defer stop()
		if !f.quiet {
			say(w.stderr, x.working, d.String(), f.atOnce)
		}
		return worker.Run(ctx, untilDone)
	})
	return c
}

// meters are what Prometheus is told of a worker and its rounds.
type meters struct {
	d      *round.Desk
	worker *round.Worker
	known  *prometheus.Registry
	ends   *prometheus.CounterVec
	again  prometheus.Counter
	lost   prometheus.Counter
	ills   prometheus.Counter
	states *prometheus.Desc
	busy   *prometheus.Desc
}

func newMeters(d *round.Desk, _ *crew) *meters {
	m := &meters{d: d, known: prometheus.NewRegistry(),
		ends:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "truatweb_offices_ended_total", Help: "Offices that this worker has finished, by the state they ended in."}, []string{"state"}),
		again:  prometheus.NewCounter(prometheus.CounterOpts{Name: "truatweb_tries_failed_total", Help: "Tries of this worker after which an office is tried again."}),
		lost:   prometheus.NewCounter(prometheus.CounterOpts{Name: "truatweb_offices_rescued_total", Help: "Offices that this worker put back since another was lost."}),
		ills:   prometheus.NewCounter(prometheus.CounterOpts{Name: "truatweb_database_troubles_total", Help: "Times that the database did not do what this worker asked."}),
		states: prometheus.NewDesc("truatweb_round_offices", "Offices of a round by state.", []string{"round", "state"}, nil),
		busy:   prometheus.NewDesc("truatweb_offices_running", "Offices that this worker is auditing.", nil, nil)}
	m.known.MustRegister(m.ends, m.again, m.lost, m.ills, m)
	return m
}

func (m *meters) note(e round.Event) {
	switch e.Kind {
	case round.EventEnded:
		m.ends.WithLabelValues(string(e.State)).Inc()
	case round.EventAgain:
		m.again.Inc()
	case round.EventRescued:
		m.lost.Inc()
	case round.EventTrouble:
		m.ills.Inc()
	}
}

// Describe implements prometheus.Collector.
func (m *meters) Describe(to chan<- *prometheus.Desc) {
	to <- m.states
	to <- m.busy
}

// mostMeasured is how many rounds are told of, the latest first.
const mostMeasured = 4

// Collect implements prometheus.Collector.
func (m *meters) Collect(to chan<- prometheus.Metric) {
	if m.worker != nil {
		to <- prometheus.MustNewConstMetric(m.busy, prometheus.GaugeValue, float64(m.worker.Running()))
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	names, err := m.d.Names(ctx)
	if err != nil {
		m.ills.Inc()
		return
	}
	for _, name := range names[:min(len(names), mostMeasured)] {
		s, err := m.d.Status(ctx, name)
		if err != nil {
			m.ills.Inc()
			return
		}
		for _, state := range []checks.EntryState{checks.Waiting, checks.Running, checks.Audited, checks.Failed, checks.Cancelled} {
			to <- prometheus.MustNewConstMetric(m.states, prometheus.GaugeValue, float64(s.Counts[state]), name, string(state))
		}
	}
}

// serve answers Prometheus at an address until stop is called; at "" it does not.
func (m *meters) serve(ctx context.Context, at string, t *texts) (stop func(), err error) {
	if at == "" {
		return func() {}, nil
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", at)
	if err != nil {
		return nil, &failure{code: exitUsage, text: fmt.Sprintf(t.round.noMetrics, clip(at)), next: "--metrics 127.0.0.1:9464", cause: err}
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.known, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			m.ills.Inc()
		}
	}()
	return func() { _ = server.Close(); <-done }, nil
}
