import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { dataFolder } from './data-folder.js';
import { defaultPorts, heapOf, planServices, serviceNames, shopUrls } from './service-plan.js';

const folder = dataFolder('/shop');
const plan = (env: NodeJS.ProcessEnv = {}, host = '127.0.0.1') =>
  planServices(folder, defaultPorts, shopUrls(defaultPorts, host, env), { host, env });

describe('the services of a shop', () => {
  it('are the stores first, then all others at once', () => {
    const stages = (stage: number) => plan().flatMap((service) => (service.stage === stage ? [service.name] : []));
    expect(stages(0)).to.deep.equal(['event-store', 'document-store', 'payment-gateway', 'mail-catcher']);
    expect(stages(1)).to.deep.equal(serviceNames.slice(4));
  });

  it('have heaps that are bounded here as in their images', () => {
    const images = readFileSync(new URL('../../../docker/Dockerfile', import.meta.url), 'utf8');
    const projections = plan().find(({ name }) => name === 'projections');
    expect(projections?.args.slice(0, -1)).to.deep.equal(heapOf.projections).and.not.to.have.length(0);
    for (const [name, flags] of Object.entries(heapOf))
      expect(images).to.include(
        `CMD ${JSON.stringify(['node', ...flags, `${name}/dist/main.js`]).replaceAll(',', ', ')}`,
      );
  });

  it('have no store of their own where the environment names one', () => {
    const env = {
      EVENT_STORE_URL: 'esdb://events',
      READ_MODELS_URL: 'mongodb://models',
      KEYSTORE_URL: 'mongodb://keys',
    };
    const services = plan(env);
    expect(services.map(({ name }) => name)).to.deep.equal(serviceNames.slice(2));
    for (const service of services.filter(({ stage }) => stage === 1))
      expect(service.env, service.name).to.include(env);
  });

  it('take cards at a gateway of their own, unless the environment names one', () => {
    const embedded = plan();
    const [own] = embedded.filter(({ name }) => name === 'payment-gateway');
    expect(own?.args).to.include('http://127.0.0.1:8081/payments/webhooks');
    const side = embedded.find(({ name }) => name === 'command-side');
    expect(side?.env).to.include({
      PAYMENT_GATEWAY_URL: 'http://127.0.0.1:12111',
      PAYMENT_SECRET_KEY_FILE: '/shop/keys/gateway-secret.key',
      PAYMENT_WEBHOOK_SECRET_FILE: '/shop/keys/gateway-webhook.key',
    });
    const elsewhere = plan({ PAYMENT_GATEWAY_URL: 'https://api.stripe.com' });
    expect(elsewhere.map(({ name }) => name)).not.to.include('payment-gateway');
    // What the environment says of it reaches the services by itself.
    expect(elsewhere.find(({ name }) => name === 'command-side')?.env).not.to.have.property('PAYMENT_SECRET_KEY_FILE');
  });

  it('have their mail caught, unless the environment names a mail server', () => {
    const side = (env: NodeJS.ProcessEnv) => plan(env).find(({ name }) => name === 'command-side')?.env;
    expect(side({})).to.include({ SMTP_URL: 'smtp://127.0.0.1:1025' });
    const elsewhere = { SMTP_URL: 'smtps://mail.example' };
    expect(plan(elsewhere).map(({ name }) => name)).not.to.include('mail-catcher');
    expect(side(elsewhere)).to.include(elsewhere).and.not.to.have.property('CAUGHT_MAIL_URL');
  });

  it('have their models trained in the data folder, unless the environment names another or a model file', () => {
    const models = (env: NodeJS.ProcessEnv) =>
      plan(env).find(({ name }) => name === 'recommender')?.env['RECOMMENDER_MODELS_DIR'];
    expect(models({})).to.equal('/shop/models');
    expect(models({ RECOMMENDER_MODELS_DIR: '/elsewhere' })).to.equal('/elsewhere');
    expect(models({ RECOMMENDER_MODEL_FILE: '/my.model' })).to.equal(undefined);
    expect(plan().find(({ name }) => name === 'ui')?.env).not.to.have.property('RECOMMENDER_MODELS_DIR');
  });

  it('keep the document store where only one of its two databases is elsewhere', () => {
    expect(plan({ READ_MODELS_URL: 'mongodb://models' }).map(({ name }) => name)).to.include('document-store');
  });

  it('listen on this machine only, but for the storefront', () => {
    const hosts = plan({}, '0.0.0.0').flatMap(({ name, env }) => ('HOST' in env ? [[name, env['HOST']]] : []));
    expect(Object.fromEntries(hosts)).to.deep.equal({
      ...{ 'command-side': '127.0.0.1', projections: '127.0.0.1', 'query-side': '127.0.0.1', recommender: '127.0.0.1' },
      ui: '0.0.0.0',
    });
  });

  it('are reached by people where the storefront listens', () => {
    for (const [host, url] of [
      ['127.0.0.1', 'http://localhost:8080'],
      ['0.0.0.0', 'http://localhost:8080'],
      ['192.0.2.7', 'http://192.0.2.7:8080'],
      ['::1', 'http://[::1]:8080'],
    ] as const) {
      const urls = shopUrls(defaultPorts, host, {});
      expect([urls.public, urls.services.ui]).to.deep.equal([url, url]);
    }
  });
});
