# A form that ruby-recaptcha protects; what is set in the environment replaces its defaults.

require 'json'
require 'recaptcha'
require 'webrick'

Recaptcha.configure do |config|
  config.site_key = ENV.fetch('SITEKEY')
  config.secret_key = ENV.fetch('SECRET')
  config.api_server_url = ENV['SCRIPT'] if ENV['SCRIPT']
  config.verify_url = ENV['VERIFY'] if ENV['VERIFY']
end

# What a controller of Rails or an action of Sinatra brings.
class Action
  include Recaptcha::ClientHelper
  include Recaptcha::Verify

  attr_reader :params

  def initialize(params, address)
    @params = params
    @address = address
  end

  def request = self

  def remote_ip = @address
end

server = WEBrick::HTTPServer.new(BindAddress: '127.0.0.1', Port: 0, AccessLog: [])
server.mount_proc '/' do |request, response|
  params = request.request_method == 'POST' ? request.query : {}
  action = Action.new(params, request.remote_ip)
  said = ''
  if request.request_method == 'POST'
    is_right = action.verify_recaptcha
    response.status = 422 unless is_right
    said = is_right ? 'accepted' : 'refused'
  end
  response['content-type'] = 'text/html; charset=utf-8'
  response.body = <<~HTML
    <!doctype html><html lang="en"><title>A form</title>
    <form method="post"><input name="email">#{action.recaptcha_tags}<button>Send</button></form>
    <p id="said">#{said}</p>
  HTML
end
port = server.listeners.first.addr[1]
puts "ready at http://127.0.0.1:#{port}"
$stdout.flush
server.start
