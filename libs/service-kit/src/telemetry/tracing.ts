import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { ServiceName } from '@slipway/contracts';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Environment } from '../config/environment.js';

const tracer = trace.getTracer('@slipway/service-kit');
const traceparentPattern = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Starts exporting traces when OTEL_EXPORTER_OTLP_ENDPOINT is set; otherwise nothing is loaded and spans cost nothing.
 * @returns what flushes and stops it
 */
export async function startTracing(service: ServiceName, environment: Environment): Promise<() => Promise<void>> {
  if (environment.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return () => Promise.resolve();
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({ serviceName: `slipway-${service}` });
  sdk.start();
  return () => sdk.shutdown();
}

/** One server span for each request, a child of the sender's when there is a traceparent. */
export const requestSpans: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
  const parent = propagation.extract(context.active(), request.headers);
  const span = tracer.startSpan(`${request.method} ${request.path}`, { kind: SpanKind.SERVER }, parent);
  response.once('close', () => {
    span.setAttribute('http.request.method', request.method);
    span.setAttribute('http.response.status_code', response.statusCode);
    if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  context.with(trace.setSpan(parent, span), next);
};

/** Runs work in a span of its own, a child of the active one or else of the given trace context; errors mark it. */
export function inSpan<T>(name: string, traceparent: string | undefined, work: () => Promise<T>): Promise<T> {
  const active = context.active();
  const parent = trace.getSpan(active) === undefined ? propagation.extract(active, { traceparent }) : active;
  return tracer.startActiveSpan(name, {}, parent, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * W3C trace context of what is going on: of the active span or, without tracing here, the sender's own, so that the
 * events still belong to its trace.
 */
export function currentTraceparent(received?: string | string[]): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  const sender = typeof received === 'string' && traceparentPattern.test(received) ? received : undefined;
  return carrier.traceparent ?? sender;
}
