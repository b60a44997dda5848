<?php

declare(strict_types=1);

const TIMEOUT_SECONDS = 5;
const MAX_REPLY_BYTES = 10_000;
const MAX_SPENT_FILES = 10_000;
const SPENT_SECONDS = 3600;
const NO_CHALLENGE = '00000000-0000-0000-0000-000000000000';

/**
 * What the visitor's challenge is worth to a form that was sent: `accepted`, or why not: `refused`,
 * `replayed`, `down` (the service does not answer) or `misconfigured` (it does not accept this site).
 *
 * @param array<mixed> $form the fields as they were sent, trusted in nothing
 * @param array{url: string, client_id: string, private_id: string, fail_open: bool, spent_folder: string} $config
 */
function check_form(array $form, array $config): string
{
    $id = read_challenge_id($form);
    // While the service is down a form carries no id: only asking tells it from a form without an answer.
    $outcome = ask_state($id ?? NO_CHALLENGE, $config);
    if ($outcome === 'down' && $config['fail_open']) {
        return $id === null ? 'accepted' : spend($id, $config['spent_folder']);
    }
    if ($outcome !== 'accepted' || $id === null) {
        return $outcome === 'accepted' ? 'refused' : $outcome;
    }

    return spend($id, $config['spent_folder']);
}

/** The challenge's id in a form, under its name of today or the deprecated one; null if it cannot be one. */
function read_challenge_id(array $form): ?string
{
    $id = $form['ocapi-challenge-id'] ?? $form['captchan-challenge-id'] ?? null;
    if (!is_string($id) || preg_match('/^[A-Za-z0-9_-]{16,64}$/D', $id) !== 1) {
        return null;
    }

    return $id;
}

/** Asks the service for a challenge's state, as check_form says it. */
function ask_state(string $id, array $config): string
{
    $path = '/v2/state/' . rawurlencode($config['client_id']) . '/' . rawurlencode($id);
    $token = make_jwt(['client_id' => $config['client_id']], $config['private_id']);
    [$status, $body] = fetch_json($config['url'] . $path, ["Authorization: $token"]);
    if ($status === 0 || $status >= 500) {
        return 'down';
    }
    if ($status === 403 || ($body['error'] ?? '') === 'unknown_client') {
        return 'misconfigured';
    }

    return $status === 200 && ($body['state'] ?? '') === 'validated' ? 'accepted' : 'refused';
}

/** A JSON Web Token signed with HS512. */
function make_jwt(array $payload, string $key): string
{
    $parts = array_map(
        fn (array $part): string => encode_base64url(json_encode($part, JSON_THROW_ON_ERROR)),
        [['alg' => 'HS512', 'typ' => 'JWT'], $payload],
    );
    $signed = implode('.', $parts);

    return $signed . '.' . encode_base64url(hash_hmac('sha512', $signed, $key, true));
}

function encode_base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/**
 * Fetches JSON without following redirects; status 0 means that nothing came in time.
 *
 * @param list<string> $headers
 * @return array{int, array<mixed>}
 */
function fetch_json(string $url, array $headers = []): array
{
    $context = stream_context_create(['http' => [
        'header' => $headers,
        'timeout' => TIMEOUT_SECONDS,
        'ignore_errors' => true,
        'follow_location' => 0,
    ]]);
    $stream = @fopen($url, 'rb', false, $context);
    if ($stream === false) {
        return [0, []];
    }
    $body = '';
    $deadline = microtime(true) + TIMEOUT_SECONDS;
    while (!feof($stream) && strlen($body) < MAX_REPLY_BYTES && microtime(true) < $deadline) {
        $body .= (string) fread($stream, MAX_REPLY_BYTES);
    }
    $is_whole = feof($stream);
    $meta = stream_get_meta_data($stream);
    fclose($stream);
    if (!$is_whole || $meta['timed_out'] || preg_match('#^HTTP/\S+ (\d{3})#', $meta['wrapper_data'][0] ?? '', $found) !== 1) {
        return [0, []];
    }
    $json = json_decode((string) $body, true);

    return [(int) $found[1], is_array($json) ? $json : []];
}

/**
 * Takes a challenge for one form: `accepted`, `replayed` if it was taken before, `misconfigured` if that
 * cannot be noted. Creating a file that must not exist is one step for the file system, so of two forms sent
 * at once only one gets it.
 */
function spend(string $id, string $folder): string
{
    if (!is_dir($folder)) {
        @mkdir($folder, 0700);
    }
    if (count_spent($folder) >= MAX_SPENT_FILES) {
        error_log('Incipit: too many challenges were spent within an hour.');

        return 'misconfigured';
    }
    $path = $folder . '/' . hash('sha256', $id);
    $file = @fopen($path, 'x');
    if ($file !== false) {
        fclose($file);

        return 'accepted';
    }
    if (file_exists($path)) {
        return 'replayed';
    }
    error_log("Incipit: $folder cannot be written to.");

    return 'misconfigured';
}

// Forgets what the service itself has long forgotten, and counts the rest.
function count_spent(string $folder): int
{
    $count = 0;
    foreach (glob($folder . '/*') ?: [] as $file) {
        $made_at = @filemtime($file);
        if ($made_at !== false && $made_at < time() - SPENT_SECONDS) {
            @unlink($file);
            continue;
        }
        $count++;
    }

    return $count;
}
