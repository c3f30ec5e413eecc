import { expect } from 'chai';
import { z } from 'zod';
import { ConfigurationError, loadConfig } from './load-config.js';
import { documentStoreUrl, httpEnvironment } from './service-environment.js';

const schema = z.object({ ...httpEnvironment, READ_MODELS_URL: documentStoreUrl });

describe('the configuration of a service', () => {
  it('is read from its variables, with defaults', () => {
    expect(loadConfig(schema, { PORT: '8081', READ_MODELS_URL: 'mongodb://h/db', OTHER: 'x' })).to.deep.equal({
      HOST: '127.0.0.1',
      PORT: 8081,
      LOG_LEVEL: 'info',
      READ_MODELS_URL: 'mongodb://h/db',
    });
  });
  it('names each variable that is missing or wrong', () => {
    expect(() => loadConfig(schema, { PORT: '99999', READ_MODELS_URL: '' }))
      .to.throw(ConfigurationError)
      .with.property('message')
      .that.matches(/PORT is "99999"/)
      .and.matches(/READ_MODELS_URL is not set/);
    expect(() => loadConfig(schema, { PORT: '1', READ_MODELS_URL: 'http://x' })).to.throw(
      'expected a URL such as mongodb://',
    );
  });
});
