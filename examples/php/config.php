<?php

declare(strict_types=1);

/**
 * Reads the site's settings from the environment; throws where one is missing or is not what it should be.
 *
 * @return array{url: string, public_url: string, client_id: string, private_id: string,
 *     integrity: string, fail_open: bool, spent_folder: string}
 */
function read_config(): array
{
    $url = read_url('INCIPIT_URL');
    $client_id = read_setting('INCIPIT_CLIENT_ID');
    $integrity = read_setting('INCIPIT_INTEGRITY');
    if (preg_match('#^sha384-[A-Za-z0-9+/]{64}$#D', $integrity) !== 1) {
        throw new RuntimeException('INCIPIT_INTEGRITY is not a sha384 integrity value.');
    }

    return [
        'url' => $url,
        // Where browsers find the service, if the site's server has another way to it.
        'public_url' => getenv('INCIPIT_PUBLIC_URL') ? read_url('INCIPIT_PUBLIC_URL') : $url,
        'client_id' => $client_id,
        'private_id' => read_setting('INCIPIT_PRIVATE_ID'),
        'integrity' => $integrity,
        // What becomes of a form while the service cannot be reached: refused (0) or let through (1).
        'fail_open' => getenv('INCIPIT_FAIL_OPEN') === '1',
        'spent_folder' => getenv('INCIPIT_SPENT_FOLDER')
            ?: sys_get_temp_dir() . '/incipit-spent-' . hash('sha256', $client_id),
    ];
}

function read_setting(string $name): string
{
    $value = getenv($name);
    if ($value === false || $value === '') {
        throw new RuntimeException("The environment variable $name is missing.");
    }

    return $value;
}

// The address goes into a header of the page as well, so nothing but scheme, host and port is let through.
function read_url(string $name): string
{
    $url = rtrim(read_setting($name), '/');
    if (preg_match('#^https?://[A-Za-z0-9.\-]+(:[0-9]{1,5})?$#D', $url) !== 1) {
        throw new RuntimeException("$name is not an origin, such as https://captcha.example.");
    }

    return $url;
}
