import { expect } from 'chai';
import { z } from 'zod';
import { openApiOf } from './openapi.js';
import { defineRoute } from './route.js';

const nothing = () => Promise.resolve({ status: 200 });
const route = defineRoute({
  method: 'POST',
  path: '/shelves/:shelfId/mugs',
  roles: ['clerk', 'administrator'],
  summary: 'PutMug: puts mugs on a shelf.',
  command: true,
  params: z.strictObject({ shelfId: z.string().max(10) }),
  query: z.strictObject({ quietly: z.enum(['true', 'false']).optional() }),
  body: z.strictObject({ mugs: z.int().min(1).max(12), colour: z.string().optional() }),
  handle: nothing,
});
const question = defineRoute({
  method: 'GET',
  path: '/shelves',
  roles: ['anyone'],
  summary: 'Which shelves there are.',
  handle: nothing,
});

describe('the OpenAPI document of a service', () => {
  const document = openApiOf('shelves', [route, question]);
  const put = document.paths?.['/shelves/{shelfId}/mugs']?.post;

  it('is of version 3.1 and names the service', () => {
    expect(document.openapi).to.equal('3.1.0');
    expect(document.info.title).to.equal('Storefold: shelves');
  });
  it('says what a body may hold, as its schema does', () => {
    const body = put?.requestBody && 'content' in put.requestBody ? put.requestBody.content : {};
    expect(body['application/json']?.schema).to.deep.equal({
      type: 'object',
      properties: { mugs: { type: 'integer', minimum: 1, maximum: 12 }, colour: { type: 'string' } },
      required: ['mugs'],
      additionalProperties: false,
    });
  });
  it('names the parameters of path and query, and the key that a command needs', () => {
    const named = put?.parameters?.map((parameter) =>
      'name' in parameter ? `${parameter.in} ${parameter.name} ${String(parameter.required ?? false)}` : '',
    );
    expect(named).to.have.members(['path shelfId true', 'query quietly false', 'header Idempotency-Key true']);
  });
  it('names the command, and says for whom it is', () => {
    expect(put?.operationId).to.equal('PutMug');
    expect(put?.description).to.equal('For: clerk, administrator.');
    expect(put?.security).to.deep.equal([{ session: [] }, { bearer: [] }]);
  });
  it('lets anyone ask what is for anyone, and names a question by its path', () => {
    const asked = document.paths?.['/shelves']?.get;
    expect(asked?.security).to.deep.equal([]);
    expect(asked?.operationId).to.equal('getShelves');
  });
});
