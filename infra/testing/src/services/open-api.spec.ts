import { gapsIn } from './open-api.js';

const answering = (schema: object) => ({
  get: { responses: { 200: { content: { 'application/json': { schema } } } } },
});

it('names the routes whose answer is not described', () => {
  const paths = {
    '/described': answering({ type: 'object' }),
    '/anything': answering({}),
    '/silent': { post: { responses: { 201: {}, 400: { content: { 'application/problem+json': {} } } } } },
  };
  expect(gapsIn({ paths })).toEqual(['get /anything', 'post /silent']);
});

it('names references to nothing', () => {
  const release = { type: 'object', properties: { id: { $ref: '#/components/schemas/ReleaseId' } } };
  const paths = { '/release': answering({ $ref: '#/components/schemas/Release' }) };
  expect(gapsIn({ paths, components: { schemas: { Release: release } } })).toEqual(['#/components/schemas/ReleaseId']);
});
