FROM python:3.11.15-slim-bookworm AS build
WORKDIR /src
RUN python -m venv --without-pip /venv
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY app app
COPY migrations migrations
COPY seeds seeds
RUN pip --python /venv/bin/python install --no-cache-dir --constraint constraints.txt .

FROM python:3.11.15-slim-bookworm
RUN python -m pip uninstall --yes setuptools wheel pip \
    && useradd --system --uid 10001 --home-dir /data --create-home factcheck
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    FACTCHECK_HOST=0.0.0.0 \
    FACTCHECK_LOG_FORMAT=json \
    FACTCHECK_DATABASE_URL=sqlite:////data/factcheck.db
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:%s/readyz' % os.environ.get('FACTCHECK_PORT', 8000), timeout=4)"]
CMD ["sh", "-c", "factcheck migrate && exec factcheck serve"]
