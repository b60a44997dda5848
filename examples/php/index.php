<?php

declare(strict_types=1);

require __DIR__ . '/config.php';
require __DIR__ . '/ocapi.php';

const SENTENCES = [
    'email' => 'Please give an email address.',
    'refused' => 'The challenge was not answered, or not rightly. Please answer it and send the form again.',
    'replayed' => 'This challenge was already used for a form. Please answer the new one.',
    'down' => 'The challenge service cannot be reached just now. Please send the form again in a moment.',
    'misconfigured' => 'The challenge could not be checked. Please tell the people who run this site.',
];

$config = read_config();
$is_sent = ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST';
$email = is_string($_POST['email'] ?? null) ? trim($_POST['email']) : '';
$outcome = '';
if ($is_sent) {
    $is_address = filter_var($email, FILTER_VALIDATE_EMAIL) !== false;
    // A challenge is spent on a form that is otherwise good.
    $outcome = $is_address ? check_form($_POST, $config) : 'email';
    if ($outcome === 'down' || $outcome === 'misconfigured') {
        error_log("Incipit: a form was refused because the check is $outcome.");
    }
}
$is_accepted = $outcome === 'accepted';

/** Text made safe to stand in HTML, also within quotes. */
function escape(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
}

$service = $config['public_url'];
http_response_code($is_sent && !$is_accepted ? 422 : 200);
header('Content-Type: text/html; charset=utf-8');
header('Cache-Control: no-store');
header("Content-Security-Policy: default-src 'none'; style-src 'self'; script-src $service;"
    . " connect-src $service; img-src $service; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");

?>
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Ask for a reading card</title>
    <link rel="stylesheet" href="style.css">
<?php if (!$is_accepted): ?>
    <script type="text/javascript" src="<?= escape($service) ?>/ocapi/0.4.2/ocapi-0.4.2.js"
      integrity="<?= escape($config['integrity']) ?>" crossorigin="anonymous"></script>
<?php endif ?>
  </head>
  <body>
    <main>
      <h1>Ask for a reading card</h1>
<?php if ($is_accepted): ?>
      <p role="status">Thank you. We will write to <?= escape($email) ?>.</p>
<?php else: ?>
<?php if ($outcome !== ''): ?>
      <p role="alert"><?= escape(SENTENCES[$outcome]) ?></p>
<?php endif ?>
      <form action="" method="post">
        <p>
          <label for="email">Email address</label>
          <input id="email" name="email" type="email" autocomplete="email" required value="<?= escape($email) ?>">
        </p>
        <div
          id="ocapi-challenge"
          data-ocapi-client="<?= escape($config['client_id']) ?>"
          data-ocapi-base-url="<?= escape($service) ?>/v2"
        >The challenge is loading. If nothing appears here, its service cannot be reached: please try again later.</div>
        <noscript><p>The challenge of this form needs JavaScript.</p></noscript>
        <p><button>Send</button></p>
      </form>
<?php endif ?>
    </main>
  </body>
</html>
