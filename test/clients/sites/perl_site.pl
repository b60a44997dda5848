# A form that Captcha::reCAPTCHA protects.

use strict;
use warnings;

use Captcha::reCAPTCHA;
use HTTP::Daemon;
use HTTP::Response;
use URI;

my $captcha = Captcha::reCAPTCHA->new;
my $daemon = HTTP::Daemon->new(LocalAddr => '127.0.0.1') or die "cannot listen: $!";
$| = 1;
print 'ready at http://127.0.0.1:', $daemon->sockport, "\n";

sub check {
    my ($request, $address) = @_;
    my %fields = URI->new('?' . $request->content)->query_form;
    my $token = $fields{'g-recaptcha-response'} or return 'refused';
    my $verdict = $captcha->check_answer_v2($ENV{SECRET}, $token, $address);
    return $verdict->{is_valid} ? 'accepted' : 'refused';
}

while (my $connection = $daemon->accept) {
    while (my $request = $connection->get_request) {
        my $said = $request->method eq 'POST' ? check($request, $connection->peerhost) : '';
        my $widget = $captcha->get_html_v2($ENV{SITEKEY});
        my $page = <<"HTML";
<!doctype html><html lang="en"><title>A form</title>
<form method="post"><input name="email">$widget<button>Send</button></form>
<p id="said">$said</p>
HTML
        my $type = ['content-type' => 'text/html; charset=utf-8'];
        my $response = HTTP::Response->new($said eq 'refused' ? 422 : 200, undef, $type, $page);
        $connection->send_response($response);
        $connection->force_last_request;
    }
    $connection->close;
}
