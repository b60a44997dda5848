package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Ask for a reading card</title>
<script src="%s/1/api.js" async defer></script>
<form method="post">
  <p><label>Email <input type="email" name="email" required></label></p>
  <div class="h-captcha" data-sitekey="%s"></div>
  <p><button>Send</button></p>
</form>`

var (
	captcha = os.Getenv("CAPTCHA_URL")
	sitekey = os.Getenv("CAPTCHA_SITEKEY")
	secret  = os.Getenv("CAPTCHA_SECRET")
	client  = http.Client{Timeout: 5 * time.Second}
)

// checkToken says whether the service accepts the token; it accepts each once.
func checkToken(token string) (bool, error) {
	fields := url.Values{"secret": {secret}, "sitekey": {sitekey}, "response": {token}}
	response, err := client.PostForm(captcha+"/siteverify", fields)
	if err != nil {
		return false, err
	}
	defer response.Body.Close()
	var verdict struct{ Success bool }
	err = json.NewDecoder(response.Body).Decode(&verdict)
	return verdict.Success, err
}

func show(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		fmt.Fprintf(w, page, captcha, sitekey)
		return
	}
	isRight, err := checkToken(r.FormValue("h-captcha-response"))
	switch {
	case err != nil:
		http.Error(w, "The challenge cannot be checked just now. Please try again later.", 503)
	case isRight:
		fmt.Fprint(w, "Thank you.")
	default:
		http.Error(w, "Please answer the challenge again.", 422)
	}
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8000"
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("listening on http://%s", listener.Addr())
	log.Fatal(http.Serve(listener, http.HandlerFunc(show)))
}
