import { Inject } from '@nestjs/common';

export const ENVIRONMENT = Symbol('slipway environment');
export const SERVICE = Symbol('slipway service');
export const EVENT_STORE = Symbol('slipway event store');
export const EVIDENCE = Symbol('slipway evidence');
export const CLOCK = Symbol('slipway clock');
export const TIMERS = Symbol('slipway timers');
export const REDELIVERY = Symbol('slipway redelivery');
export const PROJECTIONS = Symbol('slipway projections');
export const EVENTS = Symbol('slipway further events');
export const REJECTION_STATUS = Symbol('slipway rejection status');

/** The event store, with the role of this service. */
export const InjectEventStore = (): ParameterDecorator & PropertyDecorator => Inject(EVENT_STORE);
/** Content-addressed documents. */
export const InjectEvidence = (): ParameterDecorator & PropertyDecorator => Inject(EVIDENCE);
/** The clock; nothing else in a service is allowed to read the time. */
export const InjectClock = (): ParameterDecorator & PropertyDecorator => Inject(CLOCK);
/** Durable timers. */
export const InjectTimers = (): ParameterDecorator & PropertyDecorator => Inject(TIMERS);
/** Gives a raw consumer messages that were stored earlier. */
export const InjectRedelivery = (): ParameterDecorator & PropertyDecorator => Inject(REDELIVERY);
/** The projections of the service: what they cover, and how to rebuild them. */
export const InjectProjections = (): ParameterDecorator & PropertyDecorator => Inject(PROJECTIONS);
