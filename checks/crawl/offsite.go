package crawl

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// service is a sort of place off the office's host where offices keep what they
// publish.
type service int

const (
	noService     service = iota
	storedFile            // a store's page about one file, or the file itself
	storedFolder          // a store's list of files
	onlineForm            //
	video                 //
	socialNetwork         // shows its pages to its members
)

// place is what an address off the office's host is by its shape: the same path
// means the same on every host, and a name is asked only where a path alone says
// too little.
type place struct {
	sort service
	// file is where the file itself, or a folder's plain list, is to be had; its
	// host is "" where it is nowhere else.
	file address
}

// Parts of paths, as the services themselves make them.
var (
	driveFile   = regexp.MustCompile(`^(.*?)(?:/a/[^/]+)?(?:/u/\d+)?/file/(?:u/\d+/)?d/([\w-]{3,})(?:/(?:view|preview|edit|p))?/?$`)
	driveFolder = regexp.MustCompile(`^(.*?)(?:/a/[^/]+)?(?:/drive)?(?:/mobile)?(?:/u/\d+)?(?:/mobile)?/folders/([\w-]{3,})/?$`)
	onlineDoc   = regexp.MustCompile(`^(.*?)(?:/a/[^/]+)?/(document|spreadsheets|presentation)/(?:u/\d+/)?d/([\w-]{3,})(?:/(?:edit|view|preview|copy|htmlview|mobilebasic|present|template/preview))?/?$`)
	formPath    = regexp.MustCompile(`/forms/(?:u/\d+/)?d/(?:e/)?[\w-]{3,}(?:/(?:viewform|closedform|formrestricted|prefill|formresponse))?/?$|/pages/responsepage\.aspx$`)
	sharedItem  = regexp.MustCompile(`/:([a-z]):/[a-z]/`)
	sharedFile  = regexp.MustCompile(`^.*?/(s|scl/fi)/[\w-]{5,}(?:/|$)`)
	sharedList  = regexp.MustCompile(`^.*?/(sh|scl/fo)/[\w-]{5,}(?:/|$)`)
	watchPath   = regexp.MustCompile(`/(?:watch|(?:embed|shorts|live)/[\w-]{11})/?$`)
	videoID     = regexp.MustCompile(`^[\w-]{11}$`)
	postPath    = regexp.MustCompile(`/(?:permalink|story|photo|profile)\.php$|/groups/\d+|/share/[pvr]/[\w-]+|/plugins/(?:page|post|video)\.php$`)
)

// exported are the forms in which an online office program hands its documents
// out.
var exported = map[string]string{"document": "/export?format=docx", "spreadsheets": "/export?format=xlsx", "presentation": "/export/pptx"}

// placeOf tells what an address off the office's host is.
func placeOf(a address) place {
	q, err := url.ParseQuery(a.query)
	if err != nil {
		q = url.Values{}
	}
	low := strings.ToLower(a.path)
	for _, tell := range []func(address, string, url.Values) (place, bool){drivePlace, microsoftPlace, dropboxPlace} {
		if p, ok := tell(a, low, q); ok {
			return p
		}
	}
	switch {
	case formPath.MatchString(low), named(a, "forms.gle", "forms.office.com", "forms.microsoft.com", "forms.cloud.microsoft"):
		return place{sort: onlineForm}
	case watchPath.MatchString(a.path) && (!strings.HasSuffix(strings.TrimSuffix(low, "/"), "watch") || videoID.MatchString(q.Get("v"))), named(a, "youtu.be", "vimeo.com"):
		return place{sort: video}
	case named(a, "facebook.com", "fb.com", "fb.me", "fb.watch", "instagram.com", "tiktok.com", "twitter.com", "x.com", "threads.net"),
		postPath.MatchString(low) && (q.Get("story_fbid") != "" || q.Get("fbid") != "" || q.Get("id") != "" || q.Get("href") != "" || !strings.HasSuffix(low, ".php")):
		return place{sort: socialNetwork}
	case named(a, "mediafire.com", "4shared.com", "mega.nz", "wetransfer.com", "box.com", "icloud.com"):
		return place{sort: storedFile}
	}
	return place{}
}

func drivePlace(a address, low string, q url.Values) (place, bool) {
	get := func(prefix, id string) address {
		query := "export=download&id=" + id
		if key := q.Get("resourcekey"); key != "" {
			query += "&resourcekey=" + url.QueryEscape(key)
		}
		return on(a, prefix+"/uc", query)
	}
	id := q.Get("id")
	dir, last := a.dir(), low[strings.LastIndexByte(low, '/')+1:]
	prefix := strings.TrimSuffix(dir, "/")
	if m := driveFile.FindStringSubmatch(a.path); m != nil {
		return place{storedFile, get(m[1], m[2])}, true
	}
	if m := driveFolder.FindStringSubmatch(a.path); m != nil {
		return place{storedFolder, on(a, m[1]+"/embeddedfolderview", "id="+m[2])}, true
	}
	if m := onlineDoc.FindStringSubmatch(a.path); m != nil {
		path, query, _ := strings.Cut(exported[m[2]], "?")
		return place{storedFile, on(a, m[1]+"/"+m[2]+"/d/"+m[3]+path, query)}, true
	}
	switch {
	case len(id) < 3:
	case last == "uc", last == "download" && q.Get("export") != "":
		return place{sort: storedFile}, true
	case last == "open" && (token(id, 8, false) || named(a, "google.com")):
		return place{storedFile, get(prefix, id)}, true
	case last == "folderview":
		return place{storedFolder, on(a, prefix+"/embeddedfolderview", "id="+url.QueryEscape(id))}, true
	case last == "embeddedfolderview":
		return place{sort: storedFolder}, true
	}
	return place{}, false
}

func microsoftPlace(a address, low string, q url.Values) (place, bool) {
	if m := sharedItem.FindStringSubmatch(low); m != nil {
		if m[1] == "f" {
			return place{sort: storedFolder}, true
		}
		return place{storedFile, with(a, "download", "1")}, true
	}
	last := low[strings.LastIndexByte(low, '/')+1:]
	switch {
	case q.Get("resid") != "" && slices.Contains([]string{"redir", "embed", "view.aspx", "edit.aspx", "redir.aspx", ""}, last):
		return place{storedFile, on(a, a.dir()+"download", a.query)}, true
	case strings.HasSuffix(low, "/_layouts/15/guestaccess.aspx"):
		return place{storedFile, with(a, "download", "1")}, true
	case strings.HasSuffix(low, "/_layouts/15/doc.aspx"), strings.HasSuffix(low, "/_layouts/15/onedrive.aspx"), named(a, "onedrive.live.com", "1drv.ms"):
		return place{sort: storedFile}, true
	}
	return place{}, false
}

func dropboxPlace(a address, _ string, q url.Values) (place, bool) {
	if !named(a, "dropbox.com") && !q.Has("dl") && !q.Has("rlkey") {
		return place{}, false
	}
	switch {
	case sharedFile.MatchString(a.path) && q.Get("dl") == "1":
		return place{sort: storedFile}, true
	case sharedFile.MatchString(a.path):
		return place{storedFile, with(a, "dl", "1")}, true
	case sharedList.MatchString(a.path):
		return place{sort: storedFolder}, true
	}
	return place{}, false
}

// named reports whether an address lies on one of the hosts or below it.
func named(a address, hosts ...string) bool {
	return slices.ContainsFunc(hosts, func(h string) bool { return a.host == h || strings.HasSuffix(a.host, "."+h) })
}

// on is another address of the same origin.
func on(a address, path, query string) address {
	a.path, a.query = cleanPath(path), query
	return a
}

// with sets a parameter of an address.
func with(a address, name, value string) address {
	var pairs []string
	for p := range strings.SplitSeq(a.query, "&") {
		if n, _, _ := strings.Cut(p, "="); p != "" && n != name {
			pairs = append(pairs, p)
		}
	}
	a.query = strings.Join(append(pairs, name+"="+value), "&")
	return a
}

const mostUnwrapped = 3 // redirectors inside each other

// handsOn are the names of scripts that only hand their reader on, and target
// those of the parameters that say where to.
var (
	handsOn = map[string]bool{"url": true, "l": true, "redirect": true, "redirects": true, "redir": true, "go": true, "goto": true, "out": true, "away": true,
		"link": true, "leave": true, "exit": true, "external": true, "jump": true, "interstitial": true, "gview": true, "viewer": true, "viewerng": true}
	target = []string{"q", "u", "url", "to", "target", "dest", "destination", "link", "goto", "redirect", "redirect_url", "href"}
)

// unwrap gives the address that a redirector would hand its reader on to, such
// as /url?q=… or /l.php?u=…, and that a viewer of others' files would show.
func unwrap(a address) address {
	for range mostUnwrapped {
		next, ok := handedOn(a)
		if !ok {
			return a
		}
		a = next
	}
	return a
}

func handedOn(a address) (address, bool) {
	if a.query == "" {
		return address{}, false
	}
	low := strings.ToLower(strings.TrimSuffix(a.path, "/"))
	last := low[strings.LastIndexByte(low, '/')+1:]
	name, ext, _ := strings.Cut(last, ".")
	viewer := strings.HasSuffix(low, "/op/view.aspx") || strings.HasSuffix(low, "/op/embed.aspx") // Microsoft's
	if !viewer && (!handsOn[name] || !slices.Contains([]string{"", "php", "aspx", "asp", "jsp", "html", "htm", "cgi"}, ext)) {
		return address{}, false
	}
	q, err := url.ParseQuery(a.query)
	if err != nil {
		return address{}, false
	}
	if viewer {
		return parse(q.Get("src"))
	}
	for _, p := range target {
		if v := q.Get(p); strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://") {
			return parse(v)
		}
	}
	return address{}, false
}

// signInAddress reports whether an address is that of a sign-in which leads on
// afterwards: whoever is sent there was stopped on the way.
func signInAddress(a address) bool {
	low := strings.ToLower(a.path)
	if !slices.ContainsFunc([]string{"servicelogin", "accountchooser", "/signin", "/sign_in", "/login", "/logon", "authenticate.aspx", "oauth2/authorize", "oauth2/v2.0/authorize"},
		func(s string) bool { return strings.Contains(low, s) }) {
		return false
	}
	for p := range strings.SplitSeq(strings.ToLower(a.query), "&") {
		switch name, _, _ := strings.Cut(p, "="); name {
		case "continue", "followup", "next", "cont", "source", "returnurl", "return_to", "returnto", "redirect_uri", "redirect_url", "wreply", "wctx", "goto", "back", "passive":
			return true
		}
	}
	return false
}
