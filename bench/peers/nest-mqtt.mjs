// The peer: a stock Nest microservice on its own MQTT transport, with a handler that does nothing and no log behind it.
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload, Transport } from '@nestjs/microservices';

let handled = 0;

class Readings {
  onReading(reading) {
    if (reading.sensor) handled += 1;
  }
}
// What the compiler makes of the decorators.
const handler = Object.getOwnPropertyDescriptor(Readings.prototype, 'onReading');
EventPattern('toancanh/v1/demo/readings')(Readings.prototype, 'onReading', handler);
Payload()(Readings.prototype, 'onReading', 0);
Controller()(Readings);

class Peer {}
Module({ controllers: [Readings] })(Peer);

process.on('message', ({ open }) => {
  if (!open) return process.send({ done: { handled } });
  NestFactory.createMicroservice(Peer, {
    transport: Transport.MQTT,
    options: { url: `mqtt://127.0.0.1:${open.port}`, subscribeOptions: { qos: 1 } },
    logger: false,
  })
    .then((app) => app.listen())
    .then(
      () => process.send({ done: {} }),
      (error) => process.send({ error: String(error) }),
    );
});
process.on('disconnect', () => process.exit(0));
