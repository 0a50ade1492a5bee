// Drives every method of Shlink's SDK, as it is published, against a running house.
import assert from 'node:assert/strict';
import http from 'node:http';
import { ErrorType } from '@shlinkio/shlink-js-sdk/api-contract';
import { FetchHttpClient } from '@shlinkio/shlink-js-sdk/fetch';
import { ShlinkApiClient } from '@shlinkio/shlink-js-sdk';

const [api, redirects] = process.argv.slice(2);
const PHONE =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) ' +
  'Chrome/120.0.0.0 Mobile Safari/537.36';
const used = new Set();

/** A client that remembers which of its methods were called. */
function client(apiKey) {
  const real = new ShlinkApiClient(new FetchHttpClient(), { baseUrl: api, apiKey });
  return new Proxy(real, {
    get: (target, name) => (...given) => {
      used.add(name);
      return target[name](...given);
    },
  });
}

/** Follows a short link and answers status and Location. */
function follow(path, { host, agent = PHONE, language } = {}) {
  const { hostname, port } = new URL(redirects);
  const headers = { 'User-Agent': agent };
  if (host) headers.Host = host;
  if (language) headers['Accept-Language'] = language;
  return new Promise((resolve, reject) => {
    http
      .get({ hostname, port, path, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve([answer.statusCode, answer.headers.location]));
      })
      .on('error', reject);
  });
}

/** Counts lag by up to 100 ms, so they are asked for until they are there. */
async function until(read, wanted) {
  for (let i = 0; i < 200; i++) {
    const found = await read();
    if (wanted(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return assert.fail(`not in five seconds: ${read}`);
}

async function refused(promise, type, more = {}) {
  const no = await promise.then(() => assert.fail(`was not refused: ${type}`), (error) => error);
  assert.equal(no.type, type, JSON.stringify(no));
  for (const field of ['title', 'detail', 'status']) assert.ok(no[field], `no ${field}`);
  for (const [name, value] of Object.entries(more)) assert.deepEqual(no[name], value, name);
}

const shlink = client('anything, while no key was issued');

async function making() {
  const made = await shlink.createShortUrl({
    longUrl: 'https://home.example/page',
    customSlug: 'home page',
    title: 'Home',
    tags: ['Spring Sale', 'paper'],
    validSince: '2020-01-01T00:00:00+01:00',
    maxVisits: 100,
    crawlable: true,
  });
  assert.equal(made.shortCode, 'home-page');
  assert.equal(made.shortUrl, `${redirects}/home-page`);
  assert.equal(made.longUrl, 'https://home.example/page');
  assert.deepEqual(made.tags, ['paper', 'spring-sale']);
  const meta = { validSince: '2019-12-31T23:00:00+00:00', validUntil: null, maxVisits: 100 };
  assert.deepEqual(made.meta, meta);
  assert.equal(made.domain, null);
  assert.equal(made.title, 'Home');
  assert.equal(made.crawlable, true);
  assert.equal(made.forwardQuery, true);
  assert.equal(made.hasRedirectRules, false);
  assert.deepEqual(made.visitsSummary, { total: 0, nonBots: 0, bots: 0 });
  assert.deepEqual(await shlink.getShortUrl({ shortCode: 'home-page' }), made);

  const long = await shlink.createShortUrl({ longUrl: 'https://a.example/', shortCodeLength: 12 });
  assert.equal(long.shortCode.length, 12);
  const again = { longUrl: 'https://a.example/', findIfExists: true };
  assert.equal((await shlink.createShortUrl(again)).shortCode, long.shortCode);
  const own = { longUrl: 'https://b.example/', customSlug: 'b', domain: 'go.acme.test' };
  const acme = await shlink.createShortUrl(own);
  assert.equal(acme.domain, 'go.acme.test');
  assert.equal(acme.shortUrl, 'https://go.acme.test/b');

  const taken = shlink.createShortUrl({ longUrl: 'https://c.example/', customSlug: 'home-page' });
  await refused(taken, ErrorType.INVALID_SLUG, { customSlug: 'home-page', status: 400 });
  const bad = { invalidElements: ['longUrl'], status: 400 };
  await refused(shlink.createShortUrl({ longUrl: 'no address' }), ErrorType.INVALID_ARGUMENT, bad);
  await refused(shlink.createShortUrl({}), ErrorType.INVALID_ARGUMENT, bad);
  const short = { longUrl: 'https://c.example/', shortCodeLength: 3 };
  const length = { invalidElements: ['shortCodeLength'] };
  await refused(shlink.createShortUrl(short), ErrorType.INVALID_ARGUMENT, length);
  const missing = { shortCode: 'nobody', status: 404 };
  const nobody = { shortCode: 'nobody' };
  await refused(shlink.getShortUrl(nobody), ErrorType.INVALID_SHORTCODE, missing);
  const there = { shortCode: 'home-page', domain: 'go.acme.test' };
  await refused(shlink.getShortUrl(there), ErrorType.INVALID_SHORTCODE, there);
}

async function listing() {
  const all = await shlink.listShortUrls();
  assert.deepEqual(all.data.map((url) => url.longUrl), [
    'https://b.example/', 'https://a.example/', 'https://home.example/page',
  ]);
  assert.equal(all.pagination.totalItems, 3);
  const second = await shlink.listShortUrls({ page: '2', itemsPerPage: 2 });
  assert.deepEqual(second.data.map((url) => url.shortCode), ['home-page']);
  assert.equal(second.pagination.pagesCount, 2);
  assert.equal(second.pagination.currentPage, 2);
  const codes = async (params) => (await shlink.listShortUrls(params)).data.map((u) => u.longUrl);
  const ordered = await codes({ orderBy: { field: 'longUrl', dir: 'ASC' } });
  assert.deepEqual(ordered[0], 'https://a.example/');
  assert.deepEqual(await codes({ searchTerm: 'hom' }), ['https://home.example/page']);
  assert.deepEqual(await codes({ tags: ['paper'] }), ['https://home.example/page']);
  assert.deepEqual(await codes({ tags: ['paper', 'x'], tagsMode: 'all' }), []);
  assert.deepEqual(await codes({ tags: ['paper', 'x'], tagsMode: 'any' }), [
    'https://home.example/page',
  ]);
  assert.equal((await codes({ excludeTags: ['paper'] })).length, 2);
  assert.deepEqual(await codes({ domain: 'go.acme.test' }), ['https://b.example/']);
  assert.equal((await codes({ domain: 'DEFAULT' })).length, 2);
  assert.deepEqual(await codes({ startDate: '2200-01-01T00:00:00+00:00' }), []);
  assert.equal((await codes({ endDate: '2200-01-01T00:00:00+00:00' })).length, 3);
  const reached = { excludeMaxVisitsReached: true, excludePastValidUntil: true };
  assert.equal((await codes(reached)).length, 3);
  await refused(shlink.listShortUrls({ page: '0' }), ErrorType.INVALID_ARGUMENT, {
    invalidElements: ['page'],
  });
}

async function editing() {
  const id = { shortCode: 'home-page' };
  const edited = await shlink.updateShortUrl(id, {
    longUrl: 'https://new.example/',
    title: null,
    validSince: null,
    tags: ['paper', 'new'],
    crawlable: false,
    forwardQuery: false,
  });
  assert.equal(edited.longUrl, 'https://new.example/');
  assert.equal(edited.title, null);
  assert.deepEqual(edited.meta, { validSince: null, validUntil: null, maxVisits: 100 });
  assert.deepEqual(edited.tags, ['new', 'paper']);
  assert.equal(edited.crawlable, false);
  assert.equal(edited.forwardQuery, false);
  await refused(shlink.updateShortUrl({ shortCode: 'nobody' }, {}), ErrorType.INVALID_SHORTCODE);
  const bad = shlink.updateShortUrl(id, { maxVisits: -1 });
  await refused(bad, ErrorType.INVALID_ARGUMENT, { invalidElements: ['maxVisits'] });
}

async function ruling() {
  const id = { shortCode: 'home-page' };
  const none = await shlink.getShortUrlRedirectRules(id);
  assert.deepEqual(none, { defaultLongUrl: 'https://new.example/', redirectRules: [] });
  const condition = (type, matchKey, matchValue) => ({ type, matchKey, matchValue });
  const redirectRules = [
    { longUrl: 'https://fr.example/', conditions: [condition('language', null, 'fr')] },
    {
      longUrl: 'https://all.example/',
      conditions: [
        condition('query-param', 'a', '1'),
        condition('any-value-query-param', 'b', null),
        condition('valueless-query-param', 'c', null),
        condition('device', null, 'android'),
        condition('browser', null, 'chrome'),
        condition('ip-address', null, '127.0.0.0/8'),
        condition('after-date', null, '2020-01-01T00:00:00+00:00'),
        condition('before-date', null, '2200-01-01T00:00:00+00:00'),
      ],
    },
    {
      longUrl: 'https://place.example/',
      conditions: [
        condition('geolocation-country-code', null, 'DE'),
        condition('geolocation-city-name', null, 'Berlin'),
      ],
    },
  ];
  const set = await shlink.setShortUrlRedirectRules(id, { redirectRules });
  const numbered = redirectRules.map((rule, i) => ({ ...rule, priority: i + 1 }));
  assert.deepEqual(set.redirectRules, numbered);
  assert.deepEqual(await shlink.getShortUrlRedirectRules(id), set);
  assert.equal((await shlink.getShortUrl(id)).hasRedirectRules, true);
  const french = await follow('/home-page', { language: 'fr' });
  assert.deepEqual(french, [302, 'https://fr.example/']);
  assert.deepEqual(await follow('/home-page?a=1&b=2&c'), [302, 'https://all.example/']);
  assert.deepEqual(await follow('/home-page'), [302, 'https://new.example/']);
  const fridge = [{ longUrl: 'https://x.example/', conditions: [condition('device', null, 'x')] }];
  const bad = shlink.setShortUrlRedirectRules(id, { redirectRules: fridge });
  await refused(bad, ErrorType.INVALID_ARGUMENT, { invalidElements: ['redirectRules'] });
  const nobody = { shortCode: 'nobody' };
  await refused(shlink.getShortUrlRedirectRules(nobody), ErrorType.INVALID_SHORTCODE);
  const nowhere = shlink.setShortUrlRedirectRules(nobody, { redirectRules: [] });
  await refused(nowhere, ErrorType.INVALID_SHORTCODE);
}

async function visiting() {
  await follow('/home-page', { agent: 'Googlebot/2.1' });
  await follow('/b', { host: 'go.acme.test' });
  for (const path of ['/', '/nobody', '/no/such/page']) await follow(path);
  const overview = await until(
    () => shlink.getVisitsOverview(),
    (o) => o.nonOrphanVisits.total === 5 && o.orphanVisits.total === 3,
  );
  assert.deepEqual(overview.nonOrphanVisits, { total: 5, nonBots: 4, bots: 1 });

  const id = { shortCode: 'home-page' };
  const visits = await shlink.getShortUrlVisits(id);
  assert.equal(visits.pagination.totalItems, 4);
  const [newest, plain] = visits.data;
  assert.equal(newest.potentialBot, true);
  assert.equal(newest.userAgent, 'Googlebot/2.1');
  assert.equal(plain.userAgent, PHONE);
  assert.equal(plain.visitedUrl, `${redirects}/home-page`);
  assert.equal(plain.redirectUrl, 'https://new.example/');
  assert.equal(plain.visitLocation, null);
  assert.ok(Math.abs(Date.parse(plain.date) - Date.now()) < 60_000);
  const second = { excludeBots: true, itemsPerPage: 2, page: 2 };
  const people = await shlink.getShortUrlVisits(id, second);
  assert.deepEqual([people.data.length, people.pagination.totalItems], [1, 3]);
  const hour = 3_600_000;
  const at = (ms) => new Date(Date.now() + ms).toISOString();
  const past = { startDate: at(-2 * hour), endDate: at(-hour) };
  assert.equal((await shlink.getShortUrlVisits(id, past)).pagination.totalItems, 0);
  const now = { startDate: at(-2 * hour), endDate: at(hour) };
  assert.equal((await shlink.getShortUrlVisits(id, now)).pagination.totalItems, 4);
  await refused(shlink.getShortUrlVisits({ shortCode: 'x' }), ErrorType.INVALID_SHORTCODE);

  const total = (list) => list.pagination.totalItems;
  assert.equal(total(await shlink.getTagVisits('paper')), 4);
  assert.equal(total(await shlink.getTagVisits('paper', { domain: 'go.acme.test' })), 0);
  await refused(shlink.getTagVisits('nothing'), ErrorType.TAG_NOT_FOUND, { tag: 'nothing' });
  assert.equal(total(await shlink.getDomainVisits('go.acme.test')), 1);
  assert.equal(total(await shlink.getDomainVisits('DEFAULT')), 4);
  await refused(shlink.getDomainVisits('other.test'), ErrorType.DOMAIN_NOT_FOUND);
  const nonOrphan = await shlink.getNonOrphanVisits({ itemsPerPage: 3 });
  assert.deepEqual([nonOrphan.data.length, nonOrphan.pagination.pagesCount], [3, 2]);
  assert.equal(nonOrphan.data[0].visitedUrl, 'https://go.acme.test/b');
  assert.equal(total(await shlink.getNonOrphanVisits({ domain: 'DEFAULT' })), 4);
  const orphans = await shlink.getOrphanVisits();
  assert.deepEqual(orphans.data.map((v) => v.type), [
    'regular_404', 'invalid_short_url', 'base_url',
  ]);
  const invalid = await shlink.getOrphanVisits({ type: 'invalid_short_url' });
  assert.deepEqual(invalid.data.map((v) => v.visitedUrl), [`${redirects}/nobody`]);

  assert.deepEqual(await shlink.deleteShortUrlVisits(id), { deletedVisits: 4 });
  assert.equal(total(await shlink.getShortUrlVisits(id)), 0);
  assert.equal((await shlink.getVisitsOverview()).nonOrphanVisits.total, 1);
  assert.equal(total(await shlink.getNonOrphanVisits()), 1);
  await refused(shlink.deleteShortUrlVisits({ shortCode: 'x' }), ErrorType.INVALID_SHORTCODE);
  assert.deepEqual(await shlink.deleteOrphanVisits(), { deletedVisits: 3 });
  assert.deepEqual((await shlink.getOrphanVisits()).data, []);
}

async function tagging() {
  assert.deepEqual((await shlink.listTags()).data, ['new', 'paper']);
  await follow('/home-page');
  const stats = await until(
    () => shlink.tagsStats(),
    ({ data }) => data[0].visitsSummary.total === 1,
  );
  const visitsSummary = { total: 1, nonBots: 1, bots: 0 };
  assert.deepEqual(stats.data[1], { tag: 'paper', shortUrlsCount: 1, visitsSummary });
  const renamed = { oldName: 'paper', newName: 'print' };
  assert.deepEqual(await shlink.editTag(renamed), renamed);
  assert.deepEqual((await shlink.listTags()).data, ['new', 'print']);
  const { tags } = await shlink.getShortUrl({ shortCode: 'home-page' });
  assert.deepEqual(tags, ['new', 'print']);
  await refused(shlink.editTag(renamed), ErrorType.TAG_NOT_FOUND, { tag: 'paper' });
  const clash = shlink.editTag({ oldName: 'new', newName: 'print' });
  await refused(clash, ErrorType.TAG_CONFLICT, { status: 409 });
  await refused(shlink.editTag({ oldName: 'new' }), ErrorType.INVALID_ARGUMENT, {
    invalidElements: ['newName'],
  });
  await shlink.deleteTags(['new', 'nothing']);
  assert.deepEqual((await shlink.listTags()).data, ['print']);
}

async function owning() {
  const none = { baseUrlRedirect: null, regular404Redirect: null, invalidShortUrlRedirect: null };
  const base = { ...none, baseUrlRedirect: 'https://base.example/' };
  const domain = 'go.acme.test';
  const set = { domain, baseUrlRedirect: 'https://base.example/' };
  assert.deepEqual(await shlink.editDomainRedirects(set), base);
  const both = { ...base, invalidShortUrlRedirect: 'https://invalid.example/' };
  const more = { domain, invalidShortUrlRedirect: 'https://invalid.example/' };
  assert.deepEqual(await shlink.editDomainRedirects(more), both);
  assert.deepEqual(await follow('/', { host: domain }), [302, 'https://base.example/']);
  const domains = await shlink.listDomains();
  assert.deepEqual(domains.defaultRedirects, none);
  assert.deepEqual(domains.data, [
    { domain: new URL(redirects).host, isDefault: true, redirects: none },
    { domain, isDefault: false, redirects: both },
  ]);
  const bad = shlink.editDomainRedirects({ domain: 'not a domain' });
  await refused(bad, ErrorType.INVALID_ARGUMENT);
  const target = shlink.editDomainRedirects({ domain, regular404Redirect: 'nowhere' });
  const blamed = { invalidElements: ['regular404Redirect'] };
  await refused(target, ErrorType.INVALID_ARGUMENT, blamed);
}

async function deleting() {
  await shlink.deleteShortUrl({ shortCode: 'b', domain: 'go.acme.test' });
  const gone = { shortCode: 'b', domain: 'go.acme.test' };
  await refused(shlink.getShortUrl(gone), ErrorType.INVALID_SHORTCODE, gone);
  await refused(shlink.deleteShortUrl(gone), ErrorType.INVALID_SHORTCODE);
  assert.equal((await shlink.listShortUrls()).pagination.totalItems, 2);
}

async function house() {
  assert.equal((await shlink.health()).status, 'pass');
  assert.equal((await shlink.health({ domain: new URL(api).host })).status, 'pass');
  assert.equal((await (await fetch(`${api}/rest/health`)).json()).status, 'pass');
  await refused(shlink.mercureInfo(), ErrorType.MERCURE_NOT_CONFIGURED, { status: 501 });
  const nowhere = await fetch(`${api}/rest/v3/nothing`);
  assert.deepEqual([nowhere.status, (await nowhere.json()).type], [404, ErrorType.NOT_FOUND]);
  const url = `${api}/rest/v3/short-urls/shorten?apiKey=x&format=txt&longUrl=https://one.example`;
  assert.match(await (await fetch(url)).text(), new RegExp(`^${redirects}/\\w{6}$`));
  const page = await fetch(url, { headers: { 'Sec-Fetch-Site': 'cross-site' } });
  assert.equal(page.status, 403);
}

async function keys() {
  const body = JSON.stringify({ name: 'judge', scopes: ['owner'] });
  const headers = { 'Content-Type': 'application/json' };
  const issued = await fetch(`${api}/tenants/local/keys`, { method: 'POST', headers, body });
  const { secret } = await issued.json();
  await refused(shlink.listTags(), ErrorType.INVALID_API_KEY, { status: 401 });
  const none = await (await fetch(`${api}/rest/v3/tags`)).json();
  assert.deepEqual([none.type, none.status], [ErrorType.INVALID_AUTHORIZATION, 401]);
  assert.deepEqual((await client(secret).listTags()).data, ['print']);
}

for (const chapter of [
  making, listing, editing, ruling, visiting, tagging, owning, deleting, house, keys,
]) {
  await chapter();
  process.stdout.write(`${chapter.name}\n`);
}
const methods = Object.getOwnPropertyNames(ShlinkApiClient.prototype);
const never = methods.filter((name) => name !== 'constructor' && !used.has(name));
assert.deepEqual(never, [], 'methods nobody called');
process.stdout.write(`all ${used.size} methods\n`);
