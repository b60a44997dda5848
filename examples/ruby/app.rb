require 'json'
require 'net/http'
require 'sinatra'

URL = ENV.fetch('CAPTCHA_URL')
SITEKEY = ENV.fetch('CAPTCHA_SITEKEY')
SECRET = ENV.fetch('CAPTCHA_SECRET')

PAGE = <<~HTML
  <!doctype html>
  <html lang="en">
  <meta charset="utf-8">
  <title>Ask for a reading card</title>
  <script src="#{URL}/1/api.js" async defer></script>
  <form method="post">
    <p><label>Email <input type="email" name="email" required></label></p>
    <div class="h-captcha" data-sitekey="#{SITEKEY}"></div>
    <p><button>Send</button></p>
  </form>
HTML

# Whether the service accepts the token; it accepts each once. Raises if it cannot be reached.
def check_token(token)
  fields = { secret: SECRET, sitekey: SITEKEY, response: token }
  response = Net::HTTP.post_form(URI("#{URL}/siteverify"), fields)
  JSON.parse(response.body)['success'] == true
end

set :port, ENV.fetch('PORT', 8000)
set :bind, '127.0.0.1'

get('/') { PAGE }

post '/' do
  next 'Thank you.' if check_token(params['h-captcha-response'].to_s)

  [422, 'Please answer the challenge again.']
rescue SystemCallError, SocketError, OpenSSL::SSL::SSLError, Timeout::Error, JSON::ParserError
  [503, 'The challenge cannot be checked just now. Please try again later.']
end
