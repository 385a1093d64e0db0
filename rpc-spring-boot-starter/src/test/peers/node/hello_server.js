// Serves hello.proto from Node, until its input ends. Prints its port.
// Argument: the folder of hello.proto.
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const { Hello } = grpc.loadPackageDefinition(loader.loadSync(process.argv[2] + '/hello.proto'));

function sayHello(call, answer) {
  const name = call.request.name;
  if (name === 'broken') {
    answer({ code: grpc.status.FAILED_PRECONDITION, details: 'Node is broken' });
  } else if (name === 'slow') {
    setTimeout(() => answer(null, { message: 'late' }), 2000);
  } else if (name === 'metadata') {
    answer(null, { message: String(call.metadata.get('x-tenant')[0] ?? 'nothing') });
  } else {
    answer(null, { message: 'Hello, ' + name });
  }
}

const server = new grpc.Server();
server.addService(Hello.service, { SayHello: sayHello });
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  console.log(error ? 'FAILED ' + error.message : 'PORT ' + port);
});
process.stdin.on('end', () => process.exit(0)).resume();
