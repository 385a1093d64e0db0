// Calls a provider from Node. Prints what came, a line per call.
// Arguments: the folder of hello.proto, the port.
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const { Hello } = grpc.loadPackageDefinition(loader.loadSync(process.argv[2] + '/hello.proto'));
const hello = new Hello('127.0.0.1:' + process.argv[3], grpc.credentials.createInsecure());

function said(request, options = {}) {
  return new Promise((resolve) => hello.SayHello(request, new grpc.Metadata(), options, (error, reply) => {
    console.log(error ? grpc.status[error.code] + ' ' + error.details : 'OK ' + reply.message);
    resolve();
  }));
}

(async () => {
  await said({ name: 'Ada' });
  await said({ name: 'Zoë ☃' });
  await said({});
  await said({ name: 'slow' }, { deadline: Date.now() + 300 });
  await said({ name: 'broken' });
  hello.close();
})();
