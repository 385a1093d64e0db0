// The services of demo-provider, called from Node over gRPC: every method, and what may go wrong.
//
// Nothing here knows Java. The running provider hands out a .proto file for each service:
//
//     curl localhost:8081/actuator/rpc/Hello > hello.proto
//     curl localhost:8081/actuator/rpc/Orders > orders.proto
//     npm install @grpc/grpc-js @grpc/proto-loader
//
// details.proto, of the starter's src/test/peers, is what Google defines for the details of errors.
// install.sh in that folder installs the packages there. ./demo.sh takes them from it, fetches the
// files, and runs this program.
//
// Arguments: the folder of the .proto files, and the port that the provider serves gRPC at.
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [folder, port] = process.argv.slice(2);
const types = loader.loadSync(['hello.proto', 'orders.proto', 'details.proto'],
  { longs: String, enums: String, includeDirs: [folder] });
const { Hello, Orders } = grpc.loadPackageDefinition(types);
const hello = new Hello(`localhost:${port}`, grpc.credentials.createInsecure());
const orders = new Orders(`localhost:${port}`, grpc.credentials.createInsecure());

const newOrder = (sku, quantity) => ({
  customer: { name: 'Ada', address: { street: '1 Main Street', city: 'London', country: 'GB' } },
  lines: [{ sku, quantity }],
});

// An enum, a list of records, an Instant; a BigDecimal is a string, so that no digit is lost.
function text(order) {
  const lines = order.lines.map((line) => `${line.quantity} ${line.sku} at ${line.price}`).join(', ');
  const day = new Date(order.placedAt.seconds * 1000).toISOString().slice(0, 10);
  return `${order.state} for ${order.customer.name} in ${order.customer.address.city}: `
    + `${lines}, together ${order.total}, on ${day}`;
}

// A null result is an empty message, which its metadata tell from an order without anything.
const found = (order, metadata) => (metadata.get('rpc-null')[0] === '1' ? 'nothing' : text(order));

// An Optional is a field that may be missing.
const latest = (answer) => (answer.result ? text(answer.result) : 'nothing');

const listed = (answer, number) =>
  ((answer.result ?? []).some((order) => order.id === number) ? 'mine is there' : 'mine is not there');

function details(error) {
  const [packed] = error.metadata.get('grpc-status-details-bin');
  const all = packed ? types['google.rpc.Status'].deserialize(packed).details : [];
  return all.map((detail) => {
    const type = detail.typeUrl.split('/')[1];
    if (type === 'google.rpc.ErrorInfo') {
      // An exception that the contract declares, with its fields as JSON.
      const { metadata } = types[type].deserialize(detail.value);
      return ` -> ${metadata.exception} ${metadata.fields}`;
    }
    // Arguments that are not valid, by their paths.
    return type === 'google.rpc.BadRequest'
      ? ' -> ' + types[type].deserialize(detail.value).fieldViolations.map((violation) => violation.field).join(', ') : '';
  }).join('');
}

const failure = (error) => grpc.status[error.code] + ' ' + error.details + details(error);

// Calls a method, prints its answer or its failure, and promises the answer.
function show(stub, method, request, line) {
  return new Promise((resolve) => {
    let head;
    stub[method](request, { deadline: Date.now() + 10_000 }, (error, answer) => {
      console.log(method, error ? failure(error) : line(answer, head));
      resolve(answer);
    }).on('metadata', (metadata) => { head = metadata; });
  });
}

// A stream is an async iterator.
async function showStream(method, request, line) {
  const seen = [];
  try {
    for await (const each of orders[method](request, { deadline: Date.now() + 10_000 })) {
      seen.push(line(each));
    }
  } catch (error) {
    seen.push(failure(error));
  }
  console.log(method, seen.join(', '));
}

(async () => {
  await show(hello, 'sayHello', { name: 'Node' }, (answer) => answer.result);

  const { id } = await show(orders, 'place', newOrder('tea', 3), text);
  await show(orders, 'place', newOrder('teapot', 100), text);
  await show(orders, 'place', newOrder('tea', 0), text);

  await show(orders, 'find', { id }, found);
  await show(orders, 'find', { id: 999 }, found);
  await show(orders, 'latest', {}, latest);
  await show(orders, 'receipt', { id }, (receipt) => receipt.total);
  await show(orders, 'receipt', { id: 999 }, (receipt) => receipt.total);

  await showStream('track', { id }, (stop) => `${stop.place} on ${stop.day}`);

  await show(orders, 'cancel', { id, reason: 'Too much' }, () => 'done');
  await show(orders, 'list', { state: 'PLACED' }, (answer) => listed(answer, id));
  await show(orders, 'list', { state: 'CANCELLED' }, (answer) => listed(answer, id));
})();
