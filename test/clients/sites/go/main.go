// A form that go-recaptcha protects; the page is its owner's to write.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/dpapathanasiou/go-recaptcha"
)

const page = `<!doctype html><html lang="en"><title>A form</title>
<script src="https://www.google.com/recaptcha/api.js" async defer></script>
<form method="post"><input name="email"><div class="g-recaptcha" data-sitekey="%s"></div><button>Send</button></form>
<p id="said">%s</p>`

func show(w http.ResponseWriter, r *http.Request) {
	said := ""
	if r.Method == http.MethodPost {
		address, _, _ := net.SplitHostPort(r.RemoteAddr)
		isRight, err := recaptcha.Confirm(address, r.FormValue("g-recaptcha-response"))
		said = "accepted"
		if err != nil || !isRight {
			said = "refused"
			w.WriteHeader(422)
		}
	}
	fmt.Fprintf(w, page, os.Getenv("SITEKEY"), said)
}

func main() {
	recaptcha.Init(os.Getenv("SECRET"))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("ready at http://%s\n", listener.Addr())
	log.Fatal(http.Serve(listener, http.HandlerFunc(show)))
}
