<?php

// A form that php-google-recaptcha protects. The form chooses how it asks and what it checks, and what is set in the environment
// replaces its default address.

require 'ReCaptcha/autoload.php';

use ReCaptcha\ReCaptcha;
use ReCaptcha\RequestMethod\CurlPost;
use ReCaptcha\RequestMethod\Post;
use ReCaptcha\RequestMethod\SocketPost;

$verify = getenv('VERIFY') ?: null;
$methods = [
    'Post' => fn () => new Post($verify),
    'CurlPost' => fn () => new CurlPost(null, $verify),
    'SocketPost' => fn () => new SocketPost(null, $verify),
];

$said = '';
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $recaptcha = new ReCaptcha(getenv('SECRET'), $methods[$_POST['method'] ?? 'Post']());
    if (isset($_POST['threshold'])) {
        $recaptcha->setScoreThreshold((float) $_POST['threshold']);
    }
    if (isset($_POST['action'])) {
        $recaptcha->setExpectedAction($_POST['action']);
    }
    $verdict = $recaptcha->verify($_POST['g-recaptcha-response'] ?? '', $_SERVER['REMOTE_ADDR']);
    $said = $verdict->isSuccess() ? 'accepted' : implode(', ', $verdict->getErrorCodes());
    http_response_code($verdict->isSuccess() ? 200 : 422);
}
$script = getenv('SCRIPT') ?: 'https://www.google.com/recaptcha/api.js';
?>
<!doctype html><html lang="en"><title>A form</title>
<script src="<?= $script ?>" async defer></script>
<form method="post"><input name="email">
<div class="g-recaptcha" data-sitekey="<?= getenv('SITEKEY') ?>"></div><button>Send</button></form>
<p id="said"><?= htmlspecialchars($said) ?></p>
