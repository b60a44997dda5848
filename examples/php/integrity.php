<?php

declare(strict_types=1);

require __DIR__ . '/ocapi.php';

const VERSION = '0.4.2';

// Run by hand when the site is deployed: what is pinned must not be what the page's visitors are sent later.
if (PHP_SAPI !== 'cli') {
    http_response_code(404);
    exit;
}
[$status, $list] = fetch_json(rtrim((string) getenv('INCIPIT_URL'), '/') . '/ocapi/releases.json');
$releases = is_array($list['releases'] ?? null) ? $list['releases'] : [];
$found = array_column($releases, 'integrity', 'version')[VERSION] ?? null;
if ($status !== 200 || !is_string($found)) {
    fwrite(STDERR, "The service at INCIPIT_URL does not tell the integrity of payload " . VERSION . ".\n");
    exit(1);
}
echo $found, "\n";
