// Calls every method of the shop from Node. Prints what came, a line per call.
// Arguments: the folder of the .proto files, the port.
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const protobuf = require('protobufjs');

const [folder, port] = process.argv.slice(2);
const options = { longs: String, enums: String, oneofs: true, includeDirs: [folder] };
const { Orders } = grpc.loadPackageDefinition(loader.loadSync('shop.proto', options)).shop;
const details = protobuf.loadSync(folder + '/details.proto');
const shop = new Orders('127.0.0.1:' + port, grpc.credentials.createInsecure());

function text(order) {
  const lines = order.lines.map((line) => `${line.sku} x${line.quantity} ${line.price}`).join(',');
  const placed = order.placedAt.seconds + '.' + String(order.placedAt.nanos).padStart(9, '0');
  return [order.id, order.state, order.customer.name, order.customer.address.city, lines, order.total, placed].join(' ');
}

function detail(error) {
  const [status] = error.metadata.get('grpc-status-details-bin');
  if (!status) {
    return '';
  }
  for (const any of details.lookupType('google.rpc.Status').decode(status).details) {
    const type = any.typeUrl.split('/')[1];
    if (type === 'google.rpc.ErrorInfo') {
      const info = details.lookupType(type).decode(any.value);
      return `; ${info.reason} of ${info.domain}: ${info.metadata.exception} ${info.metadata.fields}`;
    }
    if (type === 'google.rpc.BadRequest') {
      return '; ' + details.lookupType(type).decode(any.value).fieldViolations.map((violation) => violation.field).join(', ');
    }
  }
  return '';
}

const failed = (error) => grpc.status[error.code] + ' ' + error.details + detail(error);

function say(name, request, show) {
  return new Promise((resolve) => {
    let initial = new grpc.Metadata();
    shop[name](request, (error, reply) => {
      console.log(name, error ? failed(error) : show(reply, initial));
      resolve();
    }).on('metadata', (metadata) => { initial = metadata; });
  });
}

function sayAll(name, stream, show) {
  return new Promise((resolve) => {
    const seen = [];
    const end = () => resolve(console.log(name, seen.join(' ')));
    stream.on('data', (each) => seen.push(show(each)));
    stream.on('error', (error) => { seen.push(failed(error)); end(); });
    stream.on('end', () => setImmediate(end));
  });
}

const order = (sku, quantity) => ({
  customer: { name: 'Ada', address: { street: '1', city: 'London', country: 'GB' } },
  lines: [{ sku, quantity }],
});
const found = (reply, initial) => (initial.get('rpc-null')[0] === '1' ? 'nothing' : text(reply));
const lines = [{ sku: 'tea', quantity: 2, price: '4.50' }, { sku: 'teapot', quantity: 1, price: '39.00' }];

(async () => {
  await say('latest', {}, (reply) => reply.result !== null && reply.result !== undefined);
  await say('place', order('tea', 2), text);
  await say('place', order('teapot', 4));
  await say('find', { id: 1 }, found);
  await say('find', { id: 99 }, found);
  await say('list', { state: 'PLACED' }, (reply) => reply.result.length);
  await say('list', { state: 'CANCELLED' }, (reply) => (reply.result ?? []).length);
  await say('latest', {}, (reply) => reply.result.id);
  await say('receipt', { id: 1 }, (reply) => reply.total);
  await say('receipt', { id: 99 });
  await say('cancel', { id: 1, reason: 'too much' }, () => 'done');
  await say('find', { id: 1 }, found);
  await say('stock', {}, (reply) => JSON.stringify(Object.entries(reply.result).sort()));
  await say('deliver', { id: 1, earliest: '2026-11-03', within: 'PT48H' },
    (day) => [day.from, day.to, day.within, day.note !== undefined].join(' '));
  await say('deliver', { id: 1, earliest: 'tomorrow', within: 'PT48H' });
  await say('pay', { card: { number: '4242' } }, (reply) => reply.result);
  await say('pay', { cash: { given: '20.00' } }, (reply) => reply.result);
  await say('label', { id: '9007199254740993', large: true, scale: 1.5 }, (reply) => reply.result.toString());
  await sayAll('watch', shop.watch({ count: 3 }), (each) => each.id);
  await sayAll('watch', shop.watch({ count: 9 }), (each) => each.id);
  await sayAll('watch', shop.watch({ count: -1 }), (each) => each.id);
  await new Promise((resolve) => {
    const sum = shop.sum((error, reply) => resolve(console.log('sum', error ? failed(error) : reply.result)));
    lines.forEach((line) => sum.write(line));
    sum.end();
  });
  const prices = shop.prices();
  const seen = sayAll('prices', prices, (each) => each.price);
  lines.forEach(({ sku, quantity }) => prices.write({ sku, quantity }));
  prices.end();
  await seen;
  shop.close();
})();
