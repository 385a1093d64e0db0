// Calls the shop with the client of the Connect project. Prints what came, a line per call.
// Arguments: the folder of the generated modules, the URL, "json", "binary" or "grpc".
import { pathToFileURL } from 'node:url';

import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport } from '@connectrpc/connect-node';

const [folder, baseUrl, format] = process.argv.slice(2);
const { Orders, OrderState } = await import(pathToFileURL(folder + '/shop_pb.js'));
const { BadRequestSchema, ErrorInfoSchema } = await import(pathToFileURL(folder + '/details_pb.js'));
const useBinaryFormat = format === 'binary';
const transport = format === 'grpc' ? createGrpcTransport({ baseUrl })
  : createConnectTransport({ baseUrl, httpVersion: '1.1', useBinaryFormat, useHttpGet: true });
const shop = createClient(Orders, transport);

function text(order) {
  const lines = order.lines.map((line) => `${line.sku} x${line.quantity} ${line.price}`).join(',');
  const placed = order.placedAt.seconds + '.' + String(order.placedAt.nanos).padStart(9, '0');
  const { name, address } = order.customer;
  return [order.id, OrderState[order.state], name, address.city, lines, order.total, placed].join(' ');
}

function failed(error) {
  const known = ConnectError.from(error);
  const code = Code[known.code].replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
  const infos = known.findDetails(ErrorInfoSchema)
    .map((info) => `; ${info.reason} of ${info.domain}: ${info.metadata.exception} ${info.metadata.fields}`);
  const fields = known.findDetails(BadRequestSchema)
    .map((bad) => '; ' + bad.fieldViolations.map((violation) => violation.field).join(', '));
  return [code + ' ' + known.rawMessage, ...infos, ...fields].join('');
}

async function say(name, call) {
  try {
    console.log(name, String(await call()));
  }
  catch (error) {
    console.log(name, failed(error));
  }
}

async function all(stream, show = (each) => each.id) {
  const seen = [];
  try {
    for await (const each of stream) {
      seen.push(show(each));
    }
  }
  catch (error) {
    seen.push(failed(error));
  }
  return seen.join(' ');
}

async function found(id) {
  let none = false;
  const order = await shop.find({ id }, { onHeader: (headers) => { none = headers.get('rpc-null') === '1'; } });
  return none ? 'nothing' : text(order);
}

async function firstOf(stream) {
  for await (const each of stream) {
    return each.id;
  }
}

async function* each(...messages) {
  yield* messages;
}

const order = (sku, quantity) => ({
  customer: { name: 'Ada', address: { street: '1', city: 'London', country: 'GB' } },
  lines: [{ sku, quantity }],
});

await say('latest', async () => (await shop.latest({})).result !== undefined);
await say('place', async () => text(await shop.place(order('tea', 2))));
await say('place', () => shop.place(order('teapot', 4)));
await say('find', () => found(1n));
await say('find', () => found(99n));
await say('list', async () => (await shop.list({ state: OrderState.PLACED })).result.length);
await say('list', async () => (await shop.list({ state: OrderState.CANCELLED })).result.length);
await say('latest', async () => (await shop.latest({})).result.id);
await say('receipt', async () => (await shop.receipt({ id: 1n })).total);
await say('receipt', () => shop.receipt({ id: 99n }));
await say('cancel', async () => { await shop.cancel({ id: 1n, reason: 'too much' }); return 'done'; });
await say('find', () => found(1n));
await say('stock', async () => JSON.stringify(Object.entries((await shop.stock({})).result).sort()));
await say('deliver', async () => {
  const day = await shop.deliver({ id: 1n, earliest: '2026-11-03', within: 'PT48H' });
  return [day.from, day.to, day.within, day.note !== undefined].join(' ');
});
await say('deliver', () => shop.deliver({ id: 1n, earliest: 'tomorrow', within: 'PT48H' }));
if (format !== 'json') {
  await say('pay', async () => (await shop.pay({ value: { case: 'card', value: { number: '4242' } } })).result);
  await say('pay', async () => (await shop.pay({ value: { case: 'cash', value: { given: '20.00' } } })).result);
}
await say('label', async () => Buffer.from((await shop.label({ id: 9007199254740993n, large: true, scale: 1.5 })).result).toString());
await say('slow', () => shop.receipt({ id: -1n }, { timeoutMs: 150 }));
await say('watch', () => all(shop.watch({ count: 3 })));
await say('watch', () => all(shop.watch({ count: 9 })));
await say('watch', () => all(shop.watch({ count: -1 })));
await say('first', () => firstOf(shop.watch({ count: 6 })));
await say('sum', async () => (await shop.sum(each({ sku: 'tea', quantity: 2, price: '4.50' }, { sku: 'teapot', quantity: 1, price: '39.00' }))).result);
if (format === 'grpc') {
  await say('prices', () => all(shop.prices(each({ sku: 'tea', quantity: 2 }, { sku: 'teapot', quantity: 1 })), (line) => line.price));
}
process.exit(0);
