# Copy of a Copy in a container:
#
#   docker build -t copy-of-a-copy .
#   docker run --rm -p 8501:8501 copy-of-a-copy        then open http://localhost:8501
#
# On Linux, PyPI's torch brings gigabytes of CUDA libraries that nothing here uses. Name PyTorch's
# CPU index, and pip prefers its build of the pinned version:
#
#   docker build --build-arg PIP_EXTRA_INDEX_URL=<PyTorch's CPU index> -t copy-of-a-copy .

FROM python:3.11-slim

# pip reads this from its environment; empty, it means the default index alone.
ARG PIP_EXTRA_INDEX_URL=""

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OMP_NUM_THREADS=1 \
    OPENBLAS_NUM_THREADS=1 \
    MKL_NUM_THREADS=1 \
    NUMBA_CACHE_DIR=/home/reader/.cache/numba

RUN useradd --create-home --uid 1000 reader
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

COPY .streamlit .streamlit
COPY engine engine
COPY view view
COPY pages pages
COPY app.py LICENSE ./

# Numba knows a compiled kernel by its source's time stamp, of which a pushed image keeps whole
# seconds only; so the sources get whole seconds before anything is compiled.
RUN find engine -name '*.py' -exec touch --date=2026-01-01 {} +

USER reader

# Compile the kernels now, so that the first visitor need not wait. They are for this processor:
# on another one numba compiles them again at the first start, in the same writable folder.
RUN python -m engine run --preset paper --generations 10 --csv - > /dev/null

EXPOSE 8501

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]

# browser.serverAddress is what the log prints; without it Streamlit asks an outside service for it.
CMD ["python", "-m", "streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true", "--browser.serverAddress=localhost"]
